import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'

/** What was told can be seen by all who see the bookings; sending it again is deciding about them. */
export default class DeliveryPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  /** Staff answer for their own time only; the message comes with its booking and that with its host. */
  sendAgain(membership: Membership, message: Notification): AuthorizerResponse {
    if (membership.businessId !== message.businessId) return false
    if (membership.role === 'staff') return message.booking?.host.userId === membership.userId
    return membership.role !== 'viewer'
  }
}

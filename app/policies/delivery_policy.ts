import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'
import type Notification from '#models/notifications/notification'

/** Whoever sees the bookings sees the messages; sending one again counts as deciding. */
export default class DeliveryPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  /** Staff decide about their own time only; needs the booking, and that its host, loaded. */
  sendAgain(membership: Membership, message: Notification): AuthorizerResponse {
    if (membership.businessId !== message.businessId) return false
    if (membership.role === 'staff') return message.booking?.host.userId === membership.userId
    return membership.role !== 'viewer'
  }
}

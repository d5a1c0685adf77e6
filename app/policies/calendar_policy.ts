import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Membership from '#models/accounts/membership'
import type Host from '#models/availability/host'

/** Staff connect their own calendars, those in charge everybody's. */
export default class CalendarPolicy extends BasePolicy {
  connect(membership: Membership): AuthorizerResponse {
    return membership.role !== 'viewer'
  }

  manage(
    membership: Membership,
    { businessId, userId }: Pick<Host, 'businessId' | 'userId'>
  ): AuthorizerResponse {
    if (membership.businessId !== businessId) return false
    if (membership.role === 'staff') return userId === membership.userId
    return membership.isInCharge
  }
}

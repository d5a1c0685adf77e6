import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import type Membership from '#models/accounts/membership'

/** Every member of a business may look; a viewer decides nothing. */
export default class BookingPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  /** Staff may only fill their own calendar, which the form checks. */
  create(membership: Membership): AuthorizerResponse {
    return membership.role !== 'viewer'
  }

  /**
   * Staff decide about their own time only; it needs its host loaded, whom somebody who waits for
   * anyone has not.
   */
  decide(
    membership: Membership,
    booking: Pick<Booking, 'businessId'> & { host: Host | null }
  ): AuthorizerResponse {
    if (membership.businessId !== booking.businessId) return false
    if (membership.role === 'staff') return booking.host?.userId === membership.userId
    return membership.role !== 'viewer'
  }

  /** It fills a colleague's time, so staff may not. */
  reassign(membership: Membership, booking: Booking): AuthorizerResponse {
    if (membership.businessId !== booking.businessId) return false
    return membership.isInCharge
  }
}

import { BasePolicy } from '@adonisjs/bouncer'
import type { AuthorizerResponse } from '@adonisjs/bouncer/types'
import type Booking from '#models/bookings/booking'
import type Membership from '#models/accounts/membership'

/** Everyone who belongs to a business may look; a viewer decides nothing. */
export default class BookingPolicy extends BasePolicy {
  view(_: Membership): AuthorizerResponse {
    return true
  }

  /** For a client; staff into their own calendar only, which the form sees to. */
  create(membership: Membership): AuthorizerResponse {
    return membership.role !== 'viewer'
  }

  /** Staff answer for their own time only; the booking comes with its host. */
  decide(membership: Membership, booking: Booking): AuthorizerResponse {
    if (membership.businessId !== booking.businessId) return false
    if (membership.role === 'staff') return booking.host.userId === membership.userId
    return membership.role !== 'viewer'
  }

  /** It fills a colleague's time, so it is not for staff. */
  reassign(membership: Membership, booking: Booking): AuthorizerResponse {
    if (membership.businessId !== booking.businessId) return false
    return membership.role === 'owner' || membership.role === 'admin'
  }
}

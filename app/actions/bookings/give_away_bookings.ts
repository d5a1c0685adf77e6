import db from '@adonisjs/lucid/services/db'
import { findMovable } from '#actions/bookings/movable'
import ReassignBooking, { type ReassignOutcome } from '#actions/bookings/reassign_booking'
import { chooseFairly } from '#claims'
import type Booking from '#models/booking'
import { findStandIns } from '#queries/stand_ins'
import { databaseNow } from '#transactions'

interface GivingAway {
  businessId: number
  bookingIds: readonly number[]
  /** Who gives them now: one that somebody else has meanwhile stays there. */
  hostId: number
  userId: number
  requestId: string | null
}

export interface GivenAway {
  bookingId: number
  outcome: Exclude<ReassignOutcome['outcome'], 'unavailable' | 'not_a_stand_in'> | 'nobody_free'
}

/**
 * Several bookings of one host, each in a transaction of its own: the others of its service are tried
 * by turns until one is free. What nobody can take holds up no other.
 */
export default class GiveAwayBookings {
  async handle({ bookingIds, ...shared }: GivingAway): Promise<GivenAway[]> {
    const given: GivenAway[] = []
    for (const bookingId of bookingIds) {
      given.push({ bookingId, outcome: await this.giveOne({ ...shared, bookingId }) })
    }
    return given
  }

  private async giveOne({
    hostId,
    ...asked
  }: Omit<GivingAway, 'bookingIds'> & { bookingId: number }): Promise<GivenAway['outcome']> {
    const booking = await findMovable(asked)
    if (!booking) return 'not_found'
    if (booking.hostId !== hostId) return 'not_possible'

    for await (const standInId of this.byTurns(booking)) {
      const { calendarSequence: version } = booking
      const wish = { ...asked, hostId: standInId, reason: null, version }
      const { outcome } = await new ReassignBooking().handle(wish)
      if (outcome !== 'unavailable' && outcome !== 'not_a_stand_in') return outcome
    }
    return 'nobody_free'
  }

  private async *byTurns(booking: Booking): AsyncGenerator<number> {
    const standIns = await findStandIns(booking, booking.service)
    const left = new Set(standIns.map(({ id }) => id))
    const now = await databaseNow(db.connection())
    while (left.size > 0) {
      const { hostId } = await chooseFairly(db.connection(), booking.serviceId, [...left], now)
      left.delete(hostId)
      yield hostId
    }
  }
}

import db from '@adonisjs/lucid/services/db'
import ReassignBooking, { type ReassignOutcome } from '#actions/bookings/reassign_booking'
import { chooseFairly } from '#claims'
import { findBooking } from '#steps'
import type { By } from '#models/by'
import type Booking from '#models/bookings/booking'
import { findStandIns } from '#queries/bookings/stand_ins'
import { databaseNow } from '#transactions'

interface GivingAway {
  businessId: number
  bookings: readonly { bookingId: number; version: string | null }[]
  /** A booking that has another host by now stays there. */
  hostId: number
  by: By
}

type NotFree = 'unavailable' | 'not_a_stand_in' | 'not_a_room'

export interface GivenAway {
  bookingId: number
  outcome: Exclude<ReassignOutcome['outcome'], NotFree> | 'nobody_free'
}

/** One transaction each, so that a booking that nobody can take stops no other. */
export default class GiveAwayBookings {
  async handle({ bookings, ...shared }: GivingAway): Promise<GivenAway[]> {
    const given: GivenAway[] = []
    for (const read of bookings) {
      given.push({ bookingId: read.bookingId, outcome: await this.giveOne({ ...shared, ...read }) })
    }
    return given
  }

  private async giveOne({
    hostId,
    version: read,
    ...change
  }: Omit<GivingAway, 'bookings'> & GivingAway['bookings'][number]): Promise<GivenAway['outcome']> {
    const booking = await findBooking(change)
    if (!booking) return 'not_found'
    if (booking.hostId !== hostId) return 'not_possible'
    if (booking.isChangedSince(read)) return 'stale'

    for await (const standInId of this.oneAfterTheOther(booking)) {
      const { version } = booking
      const input = { ...change, hostId: standInId, reason: null, version }
      const { outcome } = await new ReassignBooking().handle(input)
      switch (outcome) {
        case 'unavailable':
        case 'not_a_stand_in':
        case 'not_a_room':
          break
        default:
          return outcome
      }
    }
    return 'nobody_free'
  }

  private async *oneAfterTheOther(booking: Booking): AsyncGenerator<number> {
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

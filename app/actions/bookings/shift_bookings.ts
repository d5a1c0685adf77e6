import MoveBooking, { type MoveOutcome } from '#actions/bookings/move_booking'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import { hostKept } from '#queries/bookings/shift_forecast'
import { frontFirst, shifted, type Shift } from '#scheduling/time/shift'

interface Shifting {
  business: { id: number; timeZone: string }
  /** With the version of each as it was read. */
  bookings: readonly { booking: Booking; version: string | null }[]
  by: By
  shift: Shift
  /** Null where each stays with whoever gives it. */
  hostId: number | null
  /** Against the business's own rules, which only the business may. */
  isAnyway: boolean
  /** Else as each booking says. */
  tellsClient?: boolean
  /** Told to the clients. */
  reason: string | null
}

export interface Shifted {
  bookingId: number
  outcome: MoveOutcome['outcome'] | 'taken'
}

/** One transaction each, so that one that cannot be moved stops no other. */
export default class ShiftBookings {
  async handle({ business, bookings, shift, hostId, ...shared }: Shifting): Promise<Shifted[]> {
    const done: Shifted[] = []
    for (const { booking, version } of frontFirst(bookings, shift)) {
      const moved = await new MoveBooking().handle({
        ...{ ...shared, businessId: business.id, bookingId: booking.id, version },
        startsAt: shifted(booking.startsAt, shift, business.timeZone),
        hostId: hostId ?? hostKept(booking),
      })
      const isTaken = moved.outcome === 'unavailable' && moved.code === 'slot_taken'
      done.push({ bookingId: booking.id, outcome: isTaken ? 'taken' : moved.outcome })
    }
    return done
  }
}

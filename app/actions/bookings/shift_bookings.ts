import MoveBooking, { type MoveOutcome } from '#actions/bookings/move_booking'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import { shifted, type Shift } from '#scheduling/time/shift'

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
  tellsClient: boolean
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
    for (const { booking, version } of inOrder(bookings, shift)) {
      const moved = await new MoveBooking().handle({
        ...{ ...shared, businessId: business.id, bookingId: booking.id, version },
        startsAt: shifted(booking.startsAt, shift, business.timeZone),
        hostId: hostId ?? hostOf(booking),
      })
      const isTaken = moved.outcome === 'unavailable' && moved.code === 'slot_taken'
      done.push({ bookingId: booking.id, outcome: isTaken ? 'taken' : moved.outcome })
    }
    return done
  }
}

/** Whoever is in front goes first, so that each finds the time free that the one before it leaves. */
function inOrder(bookings: Shifting['bookings'], { days, minutes }: Shift) {
  const isLater = 1440 * days + minutes > 0
  return bookings.toSorted((one, other) => {
    const apart = one.booking.startsAt.toMillis() - other.booking.startsAt.toMillis()
    return isLater ? -apart : apart
  })
}

/** Those who give it together stay together. */
function hostOf({ hostId, service }: Booking): number | null {
  return service.hostMode === 'collective' ? null : hostId
}

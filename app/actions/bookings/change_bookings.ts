import CancelBooking from '#actions/bookings/cancel_booking'
import MarkAttendance, { type MarkOutcome } from '#actions/bookings/mark_attendance'
import DecideRequests, { type Decided } from '#actions/requests/decide_requests'
import type { By } from '#models/by'
import type { BookingChangeName } from '#scheduling/slots/bookings'

interface Changing {
  businessId: number
  change: BookingChangeName
  bookings: readonly { bookingId: number; version: string | null }[]
  /** Told to those who are declined or cancelled. */
  reason: string | null
  by: By
}

export interface ChangedBooking {
  bookingId: number
  outcome: Decided['outcome'] | MarkOutcome['outcome'] | 'cancelled' | 'too_late' | 'key_reused'
}

/** One transaction each, so that one that cannot be changed stops no other. */
export default class ChangeBookings {
  async handle(changing: Changing): Promise<ChangedBooking[]> {
    const { businessId, change, bookings, reason, by } = changing
    if (change === 'approve' || change === 'decline') {
      const rejectionReason = change === 'decline' ? (reason ?? '') : null
      const requests = [...bookings]
      return new DecideRequests().handle({ businessId, requests, rejectionReason, by })
    }
    const changed: ChangedBooking[] = []
    for (const { bookingId, version } of bookings) {
      const input = { businessId, bookingId, version, by }
      const { outcome } =
        change === 'cancel'
          ? await new CancelBooking().handle({ ...input, reason })
          : await new MarkAttendance().handle({ ...input, attendance: change })
      changed.push({ bookingId, outcome })
    }
    return changed
  }
}

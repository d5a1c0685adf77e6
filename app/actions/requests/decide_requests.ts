import ApproveBooking, { type ApprovalOutcome } from '#actions/requests/approve_booking'
import RejectBooking, { type RejectionOutcome } from '#actions/requests/reject_booking'
import type { By } from '#models/by'
import Booking from '#models/bookings/booking'

interface Decisions {
  businessId: number
  requests: { bookingId: number; version: string | null }[]
  rejectionReason: string | null
  by: By
}

export interface Decided {
  bookingId: number
  outcome: (ApprovalOutcome | RejectionOutcome)['outcome']
}

/** One transaction each, so that one failure stops no other. */
export default class DecideRequests {
  async handle({ requests, rejectionReason, ...shared }: Decisions): Promise<Decided[]> {
    const decided: Decided[] = []
    const versions = new Map(requests.map(({ bookingId, version }) => [bookingId, version]))
    for (const [index, { bookingId }] of requests.entries()) {
      const version = versions.get(bookingId) ?? null
      const later = requests.slice(index + 1).map((request) => request.bookingId)
      const asRead = await this.asRead(later, versions)
      const { outcome } =
        rejectionReason === null
          ? await new ApproveBooking().handle({ ...shared, bookingId, version })
          : await new RejectBooking().handle({
              ...shared,
              bookingId,
              version,
              reason: rejectionReason,
            })
      decided.push({ bookingId, outcome })
      // Another host for an overlapping request is not a change that somebody else made.
      if (outcome === 'approved') await this.readAnew(asRead, versions)
    }
    return decided
  }

  /** Requests without a hold, unchanged since they were read. */
  private async asRead(ids: number[], versions: Map<number, string | null>): Promise<number[]> {
    if (ids.length === 0) return []
    const competing = await Booking.query().whereIn('id', ids).where('holds_time', false)
    return competing.filter(({ id, version }) => versions.get(id) === version).map(({ id }) => id)
  }

  private async readAnew(ids: number[], versions: Map<number, string | null>): Promise<void> {
    if (ids.length === 0) return
    for (const booking of await Booking.query().whereIn('id', ids)) {
      versions.set(booking.id, booking.version)
    }
  }
}

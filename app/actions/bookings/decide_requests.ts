import ApproveBooking, { type ApprovalOutcome } from '#actions/bookings/approve_booking'
import RejectBooking, { type RejectionOutcome } from '#actions/bookings/reject_booking'

interface Decisions {
  businessId: number
  bookingIds: number[]
  userId: number
  /** What clients read; null approves. */
  rejectionReason: string | null
  requestId: string | null
}

export interface Decided {
  bookingId: number
  outcome: (ApprovalOutcome | RejectionOutcome)['outcome']
}

/** Several requests, each in a transaction of its own: what cannot be decided holds up no other. */
export default class DecideRequests {
  async handle({ bookingIds, rejectionReason, ...shared }: Decisions): Promise<Decided[]> {
    const decided: Decided[] = []
    for (const bookingId of bookingIds) {
      const { outcome } =
        rejectionReason === null
          ? await new ApproveBooking().handle({ ...shared, bookingId })
          : await new RejectBooking().handle({ ...shared, bookingId, reason: rejectionReason })
      decided.push({ bookingId, outcome })
    }
    return decided
  }
}

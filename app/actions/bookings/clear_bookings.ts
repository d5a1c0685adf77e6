import CancelBooking from '#actions/bookings/cancel_booking'
import ReassignBooking, { type Reassignment } from '#actions/bookings/reassign_booking'
import type { By } from '#models/by'

interface Clearing {
  businessId: number
  bookings: readonly ClearedWay[]
  /** Told to the clients. */
  reason: string | null
  by: By
}

export interface ClearedWay {
  bookingId: number
  version: string | null
  /** To whom or where it is given instead, or nobody gives it. */
  to: Pick<Reassignment, 'hostId' | 'roomId'> | 'cancel'
}

export interface Cleared {
  bookingId: number
  outcome:
    | 'reassigned'
    | 'room_changed'
    | 'cancelled'
    | 'not_free'
    | 'room_not_free'
    | 'not_possible'
    | 'not_found'
    | 'move_waits'
    | 'stale'
    | 'busy'
}

/** Out of somebody's way. One transaction each, so that one that cannot go stops no other. */
export default class ClearBookings {
  async handle({ bookings, ...shared }: Clearing): Promise<Cleared[]> {
    const cleared: Cleared[] = []
    for (const { bookingId, version, to } of bookings) {
      const input = { ...shared, bookingId, version }
      const outcome =
        to === 'cancel' ? await this.cancel(input) : await this.give({ ...input, ...to })
      cleared.push({ bookingId, outcome })
    }
    return cleared
  }

  private async cancel(input: Parameters<CancelBooking['handle']>[0]): Promise<Cleared['outcome']> {
    const { outcome } = await new CancelBooking().handle(input)
    return outcome === 'too_late' || outcome === 'key_reused' ? 'not_possible' : outcome
  }

  private async give(input: Parameters<ReassignBooking['handle']>[0]): Promise<Cleared['outcome']> {
    const isOfRoom = input.hostId === null
    const { outcome } = await new ReassignBooking().handle(input)
    switch (outcome) {
      case 'reassigned':
        return isOfRoom ? 'room_changed' : outcome
      case 'unavailable':
      case 'not_a_stand_in':
      case 'not_a_room':
        return isOfRoom ? 'room_not_free' : 'not_free'
      default:
        return outcome
    }
  }
}

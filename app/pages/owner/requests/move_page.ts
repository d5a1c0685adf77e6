import type { DateTime } from 'luxon'
import type MoveRequest from '#models/bookings/move_request'
import { loadMoveDay } from '#queries/bookings/day_agenda'
import { countOtherBookings } from '#queries/bookings/find_booking_record'
import { emptyForm, type Form } from '#validators/form'

export interface MoveRefusal {
  status: 409 | 422
  form?: Form
  problem?: 'already_decided' | 'conflict' | 'changed'
  /** What the page showed when it was decided, where that has changed. */
  shownBefore?: string | null
}

export async function moveState(move: MoveRequest, now: DateTime, refusal?: MoveRefusal) {
  const { booking } = move
  return {
    move,
    booking,
    moveStatus: move.statusAt(now),
    otherBookings: await countOtherBookings(booking, now),
    agenda: await loadMoveDay(move, booking, now),
    now,
    form: refusal?.form ?? emptyForm(),
    problem: refusal?.problem,
    shownBefore: refusal?.shownBefore,
  }
}

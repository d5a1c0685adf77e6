import type { DateTime } from 'luxon'
import type MoveRequest from '#models/bookings/move_request'
import { loadMoveDay } from '#queries/bookings/day_agenda'
import { countOtherBookings } from '#queries/bookings/find_booking_record'
import { findNextMoveRequest } from '#queries/requests/find_move'
import { emptyForm, type Form } from '#validators/form'

export type MoveProblem =
  'already_decided' | 'withdrawn' | 'not_answered' | 'asks_otherwise' | 'conflict' | 'changed'

export interface MoveRefusal {
  status: 409 | 422
  form?: Form
  problem?: MoveProblem
  /** What the page showed when it was decided, where that has changed. */
  shownBefore?: string | null
}

export async function moveState(move: MoveRequest, now: DateTime, refusal?: MoveRefusal) {
  const { booking } = move
  const moveStatus = move.statusAt(now)
  return {
    move,
    booking,
    moveStatus,
    nextRequest: moveStatus === 'pending' ? null : await findNextMoveRequest(move, now),
    otherBookings: await countOtherBookings(booking, now),
    agenda: await loadMoveDay(move, booking, now),
    now,
    form: refusal?.form ?? emptyForm(),
    problem: refusal?.problem,
    shownBefore: refusal?.shownBefore,
  }
}

import type { DateTime } from 'luxon'
import type MoveRequest from '#models/bookings/move_request'
import { freeAfter } from '#pages/owner/diary/free_after'
import { loadMoveDay } from '#queries/bookings/day_agenda'
import { clientHistory } from '#queries/clients/client_history'
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
  const agenda = await loadMoveDay(move, booking, now)
  const { businessId, hostIds } = move
  return {
    move,
    booking,
    moveStatus,
    nextRequest: moveStatus === 'pending' ? null : await findNextMoveRequest(move, now),
    history: await clientHistory(booking, now),
    agenda: { ...agenda, free: await freeAfter({ id: businessId }, hostIds, agenda, now) },
    now,
    form: refusal?.form ?? emptyForm(),
    problem: refusal?.problem,
    shownBefore: refusal?.shownBefore,
  }
}

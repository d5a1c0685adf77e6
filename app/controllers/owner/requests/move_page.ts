import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import ApproveMove from '#actions/requests/approve_move'
import RejectMove from '#actions/requests/reject_move'
import type MoveRequest from '#models/bookings/move_request'
import { loadMoveDay } from '#queries/bookings/day_agenda'
import { countOtherBookings } from '#queries/bookings/find_booking_record'
import { emptyForm, type Form } from '#validators/form'
import { rejectionReason } from '#validators/bookings/decision'

export interface MoveRefusal {
  status: 409 | 422
  form?: Form
  problem?: 'already_decided' | 'conflict' | 'changed'
  /** What the page showed from which it was decided, where that has changed. */
  shownBefore?: string | null
}

type Answer =
  { decision: 'approve' } | ({ decision: 'reject' } & Parameters<typeof rejectionReason>[0])

/** What the page of a move shows: it, its booking, and the day that it would go to. */
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

export async function renderMove(
  { business, response, view }: HttpContext,
  move: MoveRequest,
  refusal?: MoveRefusal
) {
  const now = DateTime.now().setZone(business.timeZone)
  const html = await view.render('pages/owner/bookings/move', await moveState(move, now, refusal))
  return response.status(refusal?.status ?? 200).send(html)
}

/** @returns why it came to nothing, or null when it was answered so */
export async function answerMove(
  { businessId, id }: MoveRequest,
  answer: Answer,
  { userId, version, requestId }: { userId: number; version: string; requestId: string | null }
): Promise<'already_decided' | 'conflict' | 'changed' | null> {
  const decision = { businessId, moveRequestId: id, userId, version, requestId }
  const { outcome } =
    answer.decision === 'approve'
      ? await new ApproveMove().handle(decision)
      : await new RejectMove().handle({ ...decision, reason: rejectionReason(answer) })
  if (outcome === 'approved' || outcome === 'rejected') return null
  if (outcome === 'stale') return 'changed'
  return outcome === 'already_decided' ? 'already_decided' : 'conflict'
}

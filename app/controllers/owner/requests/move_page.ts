import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import ApproveMove from '#actions/requests/approve_move'
import RejectMove from '#actions/requests/reject_move'
import type { By } from '#models/by'
import type MoveRequest from '#models/bookings/move_request'
import type { MoveRequestStatus } from '#models/bookings/move_request'
import { type MoveProblem, type MoveRefusal, moveState } from '#pages/owner/requests/move_page'
import { findMoveRecord, findNextMoveRequest } from '#queries/requests/find_move'
import { rejectionReason } from '#validators/bookings/decision'
import type { Form } from '#validators/form'
import { submittedShown } from '#validators/seen'

type Answer =
  { decision: 'approve' } | ({ decision: 'reject' } & Parameters<typeof rejectionReason>[0])

export async function renderMove(
  { business, response, view }: HttpContext,
  move: MoveRequest,
  refusal?: MoveRefusal
) {
  const now = DateTime.now().setZone(business.timeZone)
  const html = await view.render('pages/owner/bookings/move', await moveState(move, now, refusal))
  return response.status(refusal?.status ?? 200).send(html)
}

/** Returns why it failed, and what is to be decided now, or null. */
export async function answerMove(
  { businessId, bookingId, id }: MoveRequest,
  answer: Answer,
  read: { by: By; version: string }
): Promise<{ problem: MoveProblem; current: MoveRequest } | null> {
  const decision = { businessId, bookingId, moveRequestId: id, ...read }
  const { outcome } =
    answer.decision === 'approve'
      ? await new ApproveMove().handle(decision)
      : await new RejectMove().handle({ ...decision, reason: rejectionReason(answer) })
  if (outcome === 'approved' || outcome === 'rejected') return null
  const current = await findMoveRecord(businessId, id)
  if (outcome === 'stale') return { problem: 'changed', current }
  if (outcome !== 'already_decided') return { problem: 'conflict', current }
  const now = DateTime.now()
  const next = await findNextMoveRequest(current, now)
  if (next) return { problem: 'asks_otherwise', current: next }
  return { problem: WHY_OVER[current.statusAt(now)] ?? 'already_decided', current }
}

const WHY_OVER: Partial<Record<MoveRequestStatus, MoveProblem>> = {
  withdrawn: 'withdrawn',
  expired: 'not_answered',
}

/** What is shown again where something else is to be decided now: nothing typed is lost. */
export function keptOf(problem: MoveProblem, form: Form, body: Record<string, unknown>) {
  const isOpen = problem === 'changed' || problem === 'asks_otherwise'
  return isOpen ? { form, shownBefore: submittedShown(body) } : {}
}

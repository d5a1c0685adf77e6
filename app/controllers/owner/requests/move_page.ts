import { DateTime } from 'luxon'
import type { HttpContext } from '@adonisjs/core/http'
import ApproveMove from '#actions/requests/approve_move'
import RejectMove from '#actions/requests/reject_move'
import type MoveRequest from '#models/bookings/move_request'
import { type MoveRefusal, moveState } from '#pages/owner/requests/move_page'
import { rejectionReason } from '#validators/bookings/decision'

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

/** Returns why it failed, or null. */
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

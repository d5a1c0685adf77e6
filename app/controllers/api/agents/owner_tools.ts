import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { explainTime } from '#controllers/api/agents/explain_time'
import { ADDS, asOperation, CHANGES, READS, type Tool } from '#controllers/api/agents/tool'
import BlocksController from '#controllers/api/v1/availability/blocks_controller'
import ApprovalsController from '#controllers/api/v1/bookings/approvals_controller'
import BookingsController from '#controllers/api/v1/bookings/bookings_controller'
import RejectionsController from '#controllers/api/v1/bookings/rejections_controller'
import {
  agendaTool,
  approveTool,
  blockTool,
  explainTool,
  pendingTool,
  rejectTool,
} from '#validators/api/agents'

type Arguments = Record<string, unknown>

/** For whoever has a key, as far as its scopes and its member's role go. */
// prettier-ignore
export const ownerTools: readonly Tool[] = [
  { name: 'agenda', hints: READS, scope: 'bookings:read', input: agendaTool, call: agenda },
  { name: 'pending', hints: READS, scope: 'bookings:read', input: pendingTool, call: pending },
  { name: 'approve', hints: ADDS, scope: 'bookings:write', input: approveTool, call: approve },
  { name: 'reject', hints: CHANGES, scope: 'bookings:write', input: rejectTool, call: reject },
  { name: 'explain_time', hints: READS, scope: 'availability:read', input: explainTool, call: explainTime },
  { name: 'block_time', hints: ADDS, scope: 'availability:write', input: blockTool, call: blockTime },
]

async function agenda(ctx: HttpContext, { from, to, ...sent }: Arguments) {
  const since = typeof from === 'string' ? from : DateTime.utc().startOf('minute').toISO()
  const until = to ?? DateTime.fromISO(since).toUTC().plus({ days: 1 }).toISO()
  const query = { ...sent, from: since, to: until }
  return new BookingsController().agenda(asOperation(ctx, { query }))
}

async function pending(ctx: HttpContext, query: Arguments) {
  return new BookingsController().requests(asOperation(ctx, { query }))
}

async function approve(ctx: HttpContext, sent: Arguments) {
  return new ApprovalsController().store(decided(ctx, sent))
}

async function reject(ctx: HttpContext, sent: Arguments) {
  return new RejectionsController().store(decided(ctx, sent))
}

async function blockTime(ctx: HttpContext, sent: Arguments) {
  const { idempotency_key: idempotencyKey, ...body } = sent
  return new BlocksController().store(asOperation(ctx, { body, idempotencyKey }))
}

function decided(ctx: HttpContext, sent: Arguments): HttpContext {
  const { booking_id: id, idempotency_key: idempotencyKey, ...body } = sent
  return asOperation(ctx, { params: { id: Number(id) }, body, idempotencyKey })
}

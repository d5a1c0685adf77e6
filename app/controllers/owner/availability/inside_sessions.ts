import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { Cleared, ClearedWay } from '#actions/bookings/clear_bookings'
import CancelSession from '#actions/sessions/cancel_session'
import GiveSession, { type Gift } from '#actions/sessions/give_session'
import { waitInWords } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import type { ClearedRow } from '#controllers/owner/availability/inside_ways'
import type Call from '#models/calls/call'
import GroupSession from '#models/sessions/group_session'
import { findSessionRecord, recipientsOf } from '#queries/sessions/session_list'
import { isForAnother } from '#queries/sessions/session_stand_ins'

type SessionRow = Omit<Extract<ClearedRow, { session: GroupSession }>, 'toCall'>

/** A session keeps its people together: here it is given away whole, called off, or stays. */
export async function clearSessions(
  ctx: HttpContext,
  ways: readonly ClearedWay[],
  reason: string | null
): Promise<SessionRow[]> {
  if (ways.length === 0) return []
  const found = await findSessions(
    ctx.business.id,
    ways.map(({ bookingId }) => bookingId)
  )
  const mayChange = await ctx.bouncer.with('SettingsPolicy').allows('edit')
  const rows: SessionRow[] = []
  for (const session of found) {
    const way = ways.find(({ bookingId }) => bookingId === session.id)
    const wanted = { to: way?.to ?? 'cancel', version: way?.version ?? '', reason }
    rows.push(
      mayChange
        ? await clear(ctx, session, wanted)
        : { session, id: session.id, outcome: 'not_yours' }
    )
  }
  return rows
}

export function findSessions(businessId: number, ids: number[]) {
  return GroupSession.query()
    .where({ businessId })
    .whereIn('id', ids)
    .preload('service')
    .preload('host')
    .orderBy('starts_at')
    .orderBy('id')
}

/** Whom no mail told that it was called off, and nobody has called yet. */
export function whomToCall(calls: readonly Call[], session: GroupSession): Call['about'][] {
  const own = calls.filter(({ booking, waitlistEntry: entry }) =>
    booking
      ? booking.sessionId === session.id
      : entry.serviceId === session.serviceId && entry.startsAt?.equals(session.startsAt)
  )
  return own.map(({ about }) => about)
}

async function clear(
  { business, by, i18n }: HttpContext,
  session: GroupSession,
  { to, ...wanted }: Pick<ClearedWay, 'to'> & { version: string; reason: string | null }
): Promise<SessionRow> {
  const record = await findSessionRecord(business.id, session.id, DateTime.now())
  const change = { businessId: business.id, sessionId: session.id, ...wanted, by }
  const isCancelled = to === 'cancel'
  const told = isCancelled ? record : { ...record, waiting: [] }
  const bounded = await withinBounds(
    judgeOwner(business, ...recipientsOf(told)),
    () => (isCancelled ? cancel(change) : give({ ...change, hostId: to.hostId })),
    (outcome) => outcome === 'cancelled' || outcome === 'reassigned'
  )
  const row = { session, id: session.id }
  if ('tooMany' in bounded) {
    const wait = waitInWords(bounded.tooMany.wait, i18n).words
    return { ...row, outcome: 'too_many_mails', wait }
  }
  if (bounded.done === 'reassigned') await session.refresh()
  if (bounded.done === 'reassigned') await session.load('host')
  return { ...row, outcome: bounded.done }
}

async function cancel(change: Parameters<CancelSession['handle']>[0]): Promise<Cleared['outcome']> {
  const { outcome } = await new CancelSession().handle(change)
  return outcome
}

async function give({
  hostId,
  ...change
}: Omit<Gift, 'hostId'> & { hostId: number | null }): Promise<Cleared['outcome']> {
  if (hostId === null) return 'not_possible'
  const { outcome } = await new GiveSession().handle({ ...change, hostId })
  if (outcome === 'given') return 'reassigned'
  return isForAnother(outcome) ? 'not_free' : outcome
}

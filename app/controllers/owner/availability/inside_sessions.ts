import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import type { ClearedWay } from '#actions/bookings/clear_bookings'
import CancelSession from '#actions/sessions/cancel_session'
import { waitInWords } from '#controllers/ask_to_wait'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import type { ClearedRow } from '#controllers/owner/availability/inside_ways'
import type Call from '#models/calls/call'
import GroupSession from '#models/sessions/group_session'
import { findSessionRecord, recipientsOf } from '#queries/sessions/session_list'

type SessionRow = Omit<Extract<ClearedRow, { session: GroupSession }>, 'toCall'>

/** A session keeps its people together: here it is called off, or stays. */
export async function cancelInside(
  ctx: HttpContext,
  ways: readonly ClearedWay[],
  reason: string | null
): Promise<SessionRow[]> {
  const ids = ways.filter(({ to }) => to === 'cancel').map(({ bookingId }) => bookingId)
  if (ids.length === 0) return []
  const found = await findSessions(ctx.business.id, ids)
  const mayCancel = await ctx.bouncer.with('SettingsPolicy').allows('edit')
  const rows: SessionRow[] = []
  for (const session of found) {
    const version = ways.find(({ bookingId }) => bookingId === session.id)?.version ?? ''
    rows.push(
      mayCancel
        ? await cancel(ctx, session, { version, reason })
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

async function cancel(
  { business, by, i18n }: HttpContext,
  session: GroupSession,
  wanted: { version: string; reason: string | null }
): Promise<SessionRow> {
  const record = await findSessionRecord(business.id, session.id, DateTime.now())
  const cancelling = { businessId: business.id, sessionId: session.id, ...wanted, by }
  const bounded = await withinBounds(
    judgeOwner(business, ...recipientsOf(record)),
    () => new CancelSession().handle(cancelling),
    ({ outcome }) => outcome === 'cancelled'
  )
  const row = { session, id: session.id }
  if ('tooMany' in bounded) {
    const wait = waitInWords(bounded.tooMany.wait, i18n).words
    return { ...row, outcome: 'too_many_mails', wait }
  }
  return { ...row, outcome: bounded.done.outcome }
}

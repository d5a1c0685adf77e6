import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import type { NotWorking } from '#queries/availability/closed_hosts'
import { findCalendarEvents } from '#queries/calendars/calendar_events'
import { findSessionRecord } from '#queries/sessions/session_list'
import { presentBookingRecord } from '#shapes/bookings/booking_record'
import { presentSessionRecord } from '#shapes/sessions/session_record'
import { presentWaitlistEntry } from '#shapes/waitlist/waitlist_entry'

type Beside = 'roster' | 'waiting'

export function sessionAsked({ business, params }: HttpContext) {
  return findSessionRecord(business.id, params.id, DateTime.utc())
}

/** As it stands now. */
export async function answerSession(ctx: HttpContext, include: readonly Beside[] = []) {
  const { session, roster, waiting } = await sessionAsked(ctx)
  return answerOne(ctx, presentSessionRecord(session), {
    ...(include.includes('roster') && { roster: await presentRoster(roster) }),
    ...(include.includes('waiting') && { waiting: waiting.map(presentWaitlistEntry) }),
  })
}

async function presentRoster(roster: Booking[]) {
  await findCalendarEvents(roster)
  const now = DateTime.utc()
  return roster.map((booking) => presentBookingRecord(booking, now))
}

/** For whoever plans, and what goes with every change of it. */
export async function sessionToChange(ctx: HttpContext) {
  const { bouncer, business, by } = ctx
  const record = await sessionAsked(ctx)
  await bouncer.with('SettingsPolicy').authorize('edit')
  const { session } = record
  const version = versionAsked(ctx, presentSessionRecord(session), session.version)
  const change = { businessId: business.id, sessionId: session.id, by }
  return { record, change, version: version ?? undefined }
}

type Refused = 'stale' | 'busy' | 'not_found' | 'not_possible'

export async function sessionRefused(ctx: HttpContext, code: Refused): Promise<Refusal> {
  if (code === 'busy') return turnedAway(ctx, code)
  if (code === 'not_found') return new Refusal(404, code)
  const { session } = await sessionAsked(ctx)
  const shape = presentSessionRecord(session)
  if (code === 'stale') return staleOne(ctx, shape)
  return new Refusal(409, 'session_over', ctx.i18n.t('api.session_over'), {
    facts: { session: shape },
  })
}

type NotThen = 'past' | 'taken' | ({ outcome: 'closed' } & NotWorking)

export function notThen({ i18n }: HttpContext, why: NotThen): Refusal {
  if (why === 'past') return Refusal.ofField('starts_at', 'date_over', i18n.t('api.session_past'))
  if (why === 'taken') return new Refusal(409, 'slot_taken', i18n.t('api.session_taken'))
  const { closed, away } = why
  return new Refusal(409, 'hosts_closed', i18n.t('api.hosts_closed'), { facts: { closed, away } })
}

import type { HttpContext } from '@adonisjs/core/http'
import { lastChangesOf } from '#controllers/owner/history/recent_history'
import { DateTime } from 'luxon'
import { besideStored } from '#controllers/owner/newer_form'
import type GroupSession from '#models/sessions/group_session'
import { addressOf } from '#pages/address_of'
import { typedSession, withStored } from '#pages/owner/sessions/session_form'
import { standingOfSession } from '#pages/owner/sessions/session_standing'
import type { NotWorking } from '#queries/availability/closed_hosts'
import { howCancelled } from '#queries/sessions/how_cancelled'
import { findSessionRecord, toldCounts } from '#queries/sessions/session_list'
import { sessionStandIns } from '#queries/sessions/session_stand_ins'
import { emptyForm, type Form } from '#validators/form'

export interface ClosedOn extends NotWorking {
  /** `YYYY-MM-DD`. */
  date: string
}

interface Page {
  form?: Form
  status?: number
  problem?:
    | 'session_over'
    | 'session_busy'
    | 'not_all_noted'
    | 'offer_nobody'
    | 'offer_not_waiting'
    | 'offer_none_free'
    | 'offer_busy'
    | 'offer_too_often'
    | 'next_nobody'
    | 'next_not_waiting'
    | 'withdrawal_over'
    | 'withdrawal_not_waiting'
    | 'withdrawal_none_free'
    | 'withdrawal_busy'
  /** Dates without hours or with blocked time, to be confirmed. */
  closed?: ClosedOn[]
  /** Somebody else saved first: what is stored stands beside what was typed. */
  isNewer?: boolean
}

export async function renderSession(ctx: HttpContext, page: Page = {}) {
  const { status = 200, problem, isNewer = false, closed = [] } = page
  const { business, params, view, response } = ctx
  const now = DateTime.now()
  const record = await findSessionRecord(business.id, params.id, now)
  const { session } = record
  const submitted = page.form ?? emptyForm()
  const form = isNewer ? await besideSession(ctx, session, submitted) : submitted
  const html = await view.render('pages/owner/sessions/session', {
    lastChanges: await lastChangesOf(ctx, 'group_session', session.id),
    ...record,
    told: toldCounts(record),
    booked: toldCounts({ ...record, waiting: [] }),
    standIns: await standInsOf(session, now),
    ...standingOfSession(record, business, now),
    cancelled: await howCancelled(session),
    ...{ now, zone: business.timeZone, problem, closed },
    startTime: session.startsAt.setZone(business.timeZone).toFormat('HH:mm'),
    form: withStored(session, form),
  })
  return response.status(status).send(html)
}

/** Nobody where it can no more be given. */
async function standInsOf(session: GroupSession, now: DateTime) {
  if (!session.canBeChanged(now)) return []
  const standIns = await sessionStandIns([session], now.toMillis())
  return standIns.get(session.id) ?? []
}

function besideSession(ctx: HttpContext, session: GroupSession, form: Form): Promise<Form> {
  return besideStored(ctx, form, {
    values: { ...form.values, ...typedSession(session) },
    version: session.version,
    subject: {
      type: 'group_session',
      id: session.id,
      actions: ['session.changed', 'session.moved', 'session.given'],
    },
    address: addressOf('owner.group_sessions.show', { id: session.id }),
  })
}

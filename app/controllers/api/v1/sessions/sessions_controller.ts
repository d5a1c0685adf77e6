import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import ChangeSession from '#actions/sessions/change_session'
import PlanSession from '#actions/sessions/plan_session'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readChange, readQuery } from '#controllers/api/v1/read'
import {
  answerSession,
  notThen,
  sessionRefused,
  sessionToChange,
} from '#controllers/api/v1/sessions/session'
import { notShared, whoGives } from '#controllers/api/v1/sessions/who_gives'
import { Refusal } from '#exceptions/refusal'
import { USUAL_DEADLINE_HOURS } from '#models/sessions/group_session'
import { filteredSessions } from '#queries/sessions/session_list'
import { presentSessionRecord } from '#shapes/sessions/session_record'
import {
  newPlacesValidator,
  newSessionValidator,
  sessionListQuery,
  sessionReadQuery,
} from '#validators/api/sessions'

const ORDER = {
  column: 'group_sessions.starts_at',
  type: 'timestamptz',
  direction: 'asc',
} as const

const momentOf = (instant: number) => DateTime.fromMillis(instant, { zone: 'utc' })

export default class SessionsController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, sessionListQuery)
    const { status = 'scheduled', service_id: serviceId, host_id: hostId, from, to } = asked
    const filters = {
      ...{ serviceId, hostId, status: status === 'any' ? undefined : status },
      from: from === undefined ? undefined : momentOf(from),
      until: to === undefined ? undefined : momentOf(to),
    }
    const sessions = filteredSessions(ctx.business.id, filters, DateTime.utc())
    return answerPage(ctx, sessions, asked, ORDER, (rows) => rows.map(presentSessionRecord))
  }

  async show(ctx: HttpContext) {
    const { include } = await readQuery(ctx, sessionReadQuery)
    return answerSession(ctx, include)
  }

  /** Opening hours ask first, and do not bind; the time of whoever gives it has to be free. */
  async store(ctx: HttpContext) {
    const { bouncer, business, by, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const input = await readBody(ctx, newSessionValidator)
    const { service, host } = await whoGives(ctx, input)
    const planned = await new PlanSession().handle({
      ...{ businessId: business.id, serviceId: service.id, hostId: host.id, by },
      startsAt: momentOf(input.starts_at),
      durationMinutes: service.durationMinutes,
      capacity: input.capacity ?? service.capacity,
      bookingDeadlineHours: input.booking_deadline_hours ?? USUAL_DEADLINE_HOURS,
      isClosedSeen: input.against?.includes('closed'),
    })
    switch (planned.outcome) {
      case 'planned':
        ctx.params.id = planned.session.id
        response.status(201).header('location', `/api/v1/sessions/${planned.session.id}`)
        return answerSession(ctx)
      case 'closed':
        throw notThen(ctx, planned)
      case 'past':
      case 'taken':
        throw notThen(ctx, planned.outcome)
      case 'busy':
      case 'not_found':
        throw turnedAway(ctx, planned.outcome)
      case 'not_shared':
        throw notShared(ctx)
    }
  }

  async update(ctx: HttpContext) {
    const { record, change, version } = await sessionToChange(ctx)
    const { session, places } = record
    const input = await readChange(ctx, newPlacesValidator, presentSessionRecord(session))
    const changed = await new ChangeSession().handle({
      ...{ ...change, version: version ?? session.version },
      capacity: input.capacity ?? places,
      bookingDeadlineHours: input.booking_deadline_hours ?? session.bookingDeadlineHours,
      isBookable: input.is_bookable ?? session.isBookable,
      offersByHand: input.offers_by_hand,
    })
    if (changed.outcome === 'changed') return answerSession(ctx)
    if (changed.outcome !== 'too_few') throw await sessionRefused(ctx, changed.outcome)
    const { taken } = changed
    const detail = ctx.i18n.t('api.places_taken', { taken })
    throw Refusal.ofField('capacity', 'places_taken', detail)
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import EndSeries from '#actions/sessions/end_series'
import PlanSeries from '#actions/sessions/plan_series'
import PlanSeriesDate from '#actions/sessions/plan_series_date'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { answerOne, requireMatch, staleOne, versionAsked } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { notShared, whoGives } from '#controllers/api/v1/sessions/who_gives'
import { Refusal } from '#exceptions/refusal'
import { USUAL_DEADLINE_HOURS } from '#models/sessions/group_session'
import type SessionSeries from '#models/sessions/session_series'
import { seriesOf } from '#queries/sessions/session_list'
import { presentSessionSeries } from '#shapes/sessions/series_record'
import { nothingSent } from '#validators/api/nothing'
import { newSeriesOrder, seriesDateOrder, seriesListQuery } from '#validators/api/sessions'

const ORDER = { column: 'session_series.id', type: 'bigint', direction: 'asc' } as const

export default class SessionSeriesController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, seriesListQuery)
    const { active = 'true', service_id: serviceId } = asked
    const series = seriesOf(ctx.business.id, DateTime.utc())
    if (active !== 'any') series.where('is_active', active === 'true')
    if (serviceId !== undefined) series.where('service_id', serviceId)
    return answerPage(ctx, series, asked, ORDER, (rows) => rows.map(presentSessionSeries))
  }

  async show(ctx: HttpContext) {
    return answerOne(ctx, presentSessionSeries(await this.find(ctx)))
  }

  /** Dates without opening hours ask first; those at which somebody is taken are left out. */
  async store(ctx: HttpContext) {
    const { bouncer, business, by, i18n, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const input = await readBody(ctx, newSeriesOrder)
    const { service, host } = await whoGives(ctx, input)
    const { on_closed: onClosed } = input
    const done = await new PlanSeries().handle({
      ...{ businessId: business.id, serviceId: service.id, hostId: host.id, by },
      ...{ firstDate: input.first_date, lastDate: input.last_date ?? null },
      ...{ startsTime: input.start_time, everyWeeks: input.every_weeks },
      durationMinutes: service.durationMinutes,
      capacity: input.capacity ?? service.capacity,
      bookingDeadlineHours: input.booking_deadline_hours ?? USUAL_DEADLINE_HOURS,
      onClosed: onClosed ? { plansThem: onClosed === 'plan', shown: 'all' } : null,
    })
    switch (done.outcome) {
      case 'planned':
        ctx.params.id = done.series.id
        response.status(201).header('location', `/api/v1/session-series/${done.series.id}`)
        return this.show(ctx)
      case 'closed': {
        const dates = done.dates.map(({ date }) => date)
        throw new Refusal(409, 'hosts_closed', i18n.t('api.series_closed'), { facts: { dates } })
      }
      case 'past':
        throw Refusal.ofField('first_date', 'date_over', i18n.t('api.session_past'))
      case 'not_shared':
        throw notShared(ctx)
      default:
        throw turnedAway(ctx, done.outcome)
    }
  }

  /** One that was left out, also where nobody has hours then. */
  async plan(ctx: HttpContext) {
    const { business, by, i18n } = ctx
    const series = await this.toChange(ctx)
    const { date } = await readBody(ctx, seriesDateOrder)
    requireMatch(ctx, presentSessionSeries(series))
    if (!series.unplannedDates.some((left) => left.date === date)) {
      throw Refusal.ofField('date', 'invalid', i18n.t('api.not_left_out'))
    }
    const of = { businessId: business.id, seriesId: series.id }
    const outcome = await new PlanSeriesDate().handle({ ...of, date, by })
    switch (outcome) {
      case 'planned':
        return this.show(ctx)
      case 'past':
        throw Refusal.ofField('date', 'date_over', i18n.t('api.date_over'))
      case 'taken':
        throw new Refusal(409, 'slot_taken', i18n.t('api.session_taken'))
      case 'not_shared':
        throw notShared(ctx)
      default:
        throw turnedAway(ctx, outcome)
    }
  }

  /** Sessions in which somebody is booked stay, the others are called off. Safe to repeat. */
  async end(ctx: HttpContext) {
    const { business, by } = ctx
    const series = await this.toChange(ctx)
    await readBody(ctx, nothingSent)
    const ending = await new EndSeries().handle({
      ...{ businessId: business.id, seriesId: series.id, by },
      version: versionAsked(ctx, presentSessionSeries(series), series.version),
    })
    if (ending.outcome === 'ended') return this.show(ctx)
    if (ending.outcome === 'stale') throw staleOne(ctx, presentSessionSeries(await this.find(ctx)))
    throw turnedAway(ctx, ending.outcome)
  }

  private async toChange(ctx: HttpContext): Promise<SessionSeries> {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    return this.find(ctx)
  }

  private find({ business, params }: HttpContext): Promise<SessionSeries> {
    return seriesOf(business.id, DateTime.utc()).where({ id: params.id }).firstOrFail()
  }
}

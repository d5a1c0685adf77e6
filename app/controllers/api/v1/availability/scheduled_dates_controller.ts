import type { HttpContext } from '@adonisjs/core/http'
import { clearDate, setDate } from '#controllers/api/v1/availability/change_date'
import { ownHost } from '#controllers/api/v1/availability/own_host'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import DateOverride from '#models/availability/date_override'
import { presentScheduledDate } from '#shapes/availability/schedule'
import { overrideRemovalQuery } from '#validators/api/availability'
import { scheduledDateOrder, scheduledDatesQuery } from '#validators/api/scheduling'

const ORDER = { column: 'date_overrides.date', type: 'date', direction: 'asc' } as const

/** Hours of dates in the words of seed 002: one's own, unless somebody is named. */
export default class ScheduledDatesController {
  async index(ctx: HttpContext) {
    const asked = await readQuery(ctx, scheduledDatesQuery)
    const { id: hostId } = await ownHost(ctx, asked.host_id)
    const dates = DateOverride.query().where({ businessId: ctx.business.id, hostId })
    if (asked.from) dates.where('date', '>=', asked.from)
    if (asked.to) dates.where('date', '<=', asked.to)
    return answerPage(ctx, dates, asked, ORDER, (rows) => rows.map(presentScheduledDate))
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const input = await readBody(ctx, scheduledDateOrder)
    const host = await ownHost(ctx, input.host_id)
    const { start_time: start, end_time: end, is_available: isOpen = false } = input
    if (!isOpen && (start !== undefined || end !== undefined)) {
      throw Refusal.ofField('start_time', 'invalid', ctx.i18n.t('api.closed_all_day'))
    }
    const ranges = start !== undefined && end !== undefined ? [{ start, end }] : []
    try {
      const { date, reason, keeps_booked: keepsBooked } = input
      const hours = { date, ranges, reason, keepsBooked }
      ctx.response.status(201)
      return await setDate(ctx, host, hours, presentScheduledDate)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const names = [
        ['/ranges/0/start', '/start_time'],
        ['/ranges/0/end', '/end_time'],
      ] as const
      throw error.renamed(new Map(names))
    }
  }

  async destroy(ctx: HttpContext) {
    const { bouncer, business, params, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const override = await DateOverride.query()
      .where({ businessId: business.id, id: params.id })
      .firstOrFail()
    await clearDate(ctx, override, await readQuery(ctx, overrideRemovalQuery), presentScheduledDate)
    return response.status(204)
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import RemoveDateOverrides from '#actions/availability/remove_date_overrides'
import SetDateOverrides from '#actions/availability/set_date_overrides'
import {
  askOfBooked,
  checkedRanges,
  hostAsked,
} from '#controllers/api/v1/availability/opening_times'
import { answerPage } from '#controllers/api/v1/page'
import { readBody, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import DateOverride from '#models/availability/date_override'
import { changedDates, withoutDates } from '#queries/availability/proposed_changes'
import { dayOf, isDate, weekdayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { presentOverride } from '#shapes/availability/opening'
import {
  overrideListQuery,
  overrideRemovalQuery,
  overrideValidator,
} from '#validators/api/availability'

const ORDER = { column: 'date_overrides.date', type: 'date', direction: 'asc' } as const

export default class OverridesController {
  async index(ctx: HttpContext) {
    const host = await hostAsked(ctx)
    const asked = await readQuery(ctx, overrideListQuery)
    const { from, to } = asked
    const dates = DateOverride.query().where({ businessId: ctx.business.id, hostId: host.id })
    if (from) dates.where('date', '>=', from)
    if (to) dates.where('date', '<=', to)
    return answerPage(ctx, dates, asked, ORDER, (rows) => rows.map(presentOverride))
  }

  /** Replaces whatever hours the date had; none close it. */
  async update(ctx: HttpContext) {
    const { bouncer, business, by, i18n } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const host = await hostAsked(ctx)
    const date = this.date(ctx)
    const input = await readBody(ctx, overrideValidator)
    if (date < dateAt(host.timeZone, Date.now())) {
      throw new Refusal(422, 'date_over', i18n.t('api.date_over'))
    }
    const weekday = weekdayOf(dayOf(date))
    const hours = checkedRanges(
      ctx,
      input.ranges.map((range) => ({ weekday, ...range }))
    )
    const windows = hours.map(({ start, end }) => ({ start, end }))
    const dates = [{ date, windows, reason: input.reason ?? null }]
    const keepsBooked = input.keeps_booked ?? false
    const change = changedDates([host.id], dates)
    await askOfBooked(ctx, { change, hostId: host.id, keepsBooked })
    await new SetDateOverrides().handle({
      ...{ businessId: business.id, hosts: [host], dates, read: null, by },
    })
    return presentOverride(await this.find(ctx, host.id, date))
  }

  /** The week's hours hold again. */
  async destroy(ctx: HttpContext) {
    const { bouncer, by, response } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const host = await hostAsked(ctx)
    const date = this.date(ctx)
    const override = await this.find(ctx, host.id, date)
    const { keeps_booked: keeps } = await readQuery(ctx, overrideRemovalQuery)
    const change = withoutDates(host.id, date, date)
    await askOfBooked(ctx, { change, hostId: host.id, keepsBooked: keeps === 'true' })
    await new RemoveDateOverrides().handle({ override, until: date, version: null, by })
    return response.status(204)
  }

  private date({ params }: HttpContext): string {
    const date = String(params.date)
    if (isDate(date)) return date
    throw new Refusal(404, 'not_found')
  }

  private find({ business }: HttpContext, hostId: number, date: string): Promise<DateOverride> {
    return DateOverride.query().where({ businessId: business.id, hostId, date }).firstOrFail()
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { clearDate, setDate } from '#controllers/api/v1/availability/change_date'
import { hostAsked } from '#controllers/api/v1/availability/opening_times'
import { answerOne } from '#controllers/api/v1/one'
import { answerPage } from '#controllers/api/v1/page'
import { readChange, readQuery } from '#controllers/api/v1/read'
import { Refusal } from '#exceptions/refusal'
import DateOverride from '#models/availability/date_override'
import { isDate } from '#scheduling/time/dates'
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

  async show(ctx: HttpContext) {
    const host = await hostAsked(ctx)
    return answerOne(ctx, presentOverride(await this.find(ctx, host.id, this.date(ctx))))
  }

  async update(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const host = await hostAsked(ctx)
    const date = this.date(ctx)
    const stored = await this.dates(ctx, host.id, date).first()
    const shape = stored ? presentOverride(stored) : { host_id: host.id, date }
    const { keeps_booked: keepsBooked, ...input } = await readChange(ctx, overrideValidator, shape)
    return setDate(ctx, host, { date, ...input, keepsBooked }, presentOverride)
  }

  async destroy(ctx: HttpContext) {
    await ctx.bouncer.with('SettingsPolicy').authorize('edit')
    const host = await hostAsked(ctx)
    const override = await this.find(ctx, host.id, this.date(ctx))
    await clearDate(ctx, override, await readQuery(ctx, overrideRemovalQuery), presentOverride)
    return ctx.response.status(204)
  }

  private date({ params }: HttpContext): string {
    const date = String(params.date)
    if (isDate(date)) return date
    throw new Refusal(404, 'not_found')
  }

  private find(ctx: HttpContext, hostId: number, date: string): Promise<DateOverride> {
    return this.dates(ctx, hostId, date).firstOrFail()
  }

  private dates({ business }: HttpContext, hostId: number, date: string) {
    return DateOverride.query().where({ businessId: business.id, hostId, date })
  }
}

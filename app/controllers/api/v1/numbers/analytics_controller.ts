import string from '@adonisjs/core/helpers/string'
import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { readQuery } from '#controllers/api/v1/read'
import { chosenPeriod, type Period } from '#formats/times/periods'
import { countedNames } from '#queries/numbers/counted_names'
import { loadNumbers } from '#queries/numbers/load_numbers'
import { VISIT_REACHES, visitRows } from '#queries/numbers/visit_rows'
import { presentAnalytics, presentVisitRows } from '#shapes/numbers/analytics'
import { analyticsQuery, visitNumbersQuery } from '#validators/api/numbers'

export default class AnalyticsController {
  async show(ctx: HttpContext) {
    const { bouncer, business } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const now = DateTime.now().setZone(business.timeZone)
    const period = this.period(ctx, await readQuery(ctx, analyticsQuery), now)
    return presentAnalytics(await loadNumbers(business, period, now), period)
  }

  async visits(ctx: HttpContext) {
    const { bouncer, business } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const asked = await readQuery(ctx, visitNumbersQuery)
    const { source = null, campaign = null } = asked
    const reach = VISIT_REACHES.find((one) => string.snakeCase(one) === asked.reach) ?? 'page'
    const period = this.period(ctx, asked, DateTime.now().setZone(business.timeZone))
    const rows = await visitRows({
      ...{ businessId: business.id, timeZone: business.timeZone },
      ...{ from: period.from.toMillis(), until: period.until.toMillis() },
      filters: {
        ...{ reach, serviceId: asked.service_id, door: asked.link_id ?? asked.door },
        origin: source === null ? undefined : { source, campaign },
      },
    })
    return presentVisitRows(rows, await countedNames(business.id), period)
  }

  /** Dates are read on the business's clock. */
  private period(
    { business }: HttpContext,
    { from, to }: { from?: string; to?: string },
    now: DateTime
  ): Period {
    const { timeZone, weekStartsOn } = business
    const startOf = (date?: string) =>
      date === undefined ? null : DateTime.fromISO(date, { zone: timeZone })
    return chosenPeriod({ from: startOf(from), until: startOf(to) }, now, weekStartsOn)
  }
}

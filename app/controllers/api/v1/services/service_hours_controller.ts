import type { HttpContext } from '@adonisjs/core/http'
import SetServiceHours from '#actions/services/set_service_hours'
import { askOfBooked, checkedRanges } from '#controllers/api/v1/availability/opening_times'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { readChange } from '#controllers/api/v1/read'
import { serviceAsked } from '#controllers/api/v1/services/service'
import { serviceWeek } from '#models/availability/availability_rule'
import { versionOf } from '#models/version'
import { changedServiceHours } from '#queries/availability/proposed_changes'
import type { WeeklyRange } from '#scheduling/types'
import { presentServiceHours } from '#shapes/services/service_hours'
import { serviceHoursOrder } from '#validators/api/services'

export default class ServiceHoursController {
  async show(ctx: HttpContext) {
    return answerOne(ctx, presentServiceHours(await serviceAsked(ctx)))
  }

  /** The whole week at once; null follows the hours of its hosts again. */
  async update(ctx: HttpContext) {
    const { bouncer, business, by } = ctx
    await bouncer.with('SettingsPolicy').authorize('edit')
    const service = await serviceAsked(ctx)
    const { ranges, keeps_booked: keepsBooked = false } = await readChange(
      ctx,
      serviceHoursOrder,
      presentServiceHours(service)
    )
    const weeklyHours = ranges && checkedRanges(ctx, ranges as WeeklyRange[])
    const hours = weeklyHours && { weeklyHours, overrides: [] }
    const current = versionOf(serviceWeek(service.hours))
    const version = versionAsked(ctx, presentServiceHours(service), current)
    // Whoever read it otherwise hears that first.
    if (version === null || version === current) {
      const change = changedServiceHours(service, hours)
      await askOfBooked(ctx, { change, of: { serviceId: service.id }, keepsBooked })
    }
    const saving = { businessId: business.id, serviceId: service.id, hours, version, by }
    const outcome = await new SetServiceHours().handle(saving)
    const shape = presentServiceHours(await serviceAsked(ctx))
    if (outcome === 'stale') throw staleOne(ctx, shape)
    return answerOne(ctx, shape)
  }
}

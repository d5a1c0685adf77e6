import type { HttpContext } from '@adonisjs/core/http'
import { availabilityJson } from '#controllers/api/availability/availability'
import { readInput } from '#controllers/api/input'
import { namedService, publicPage } from '#controllers/api/pages/public_business'
import { serviceRules } from '#queries/services/service_rules'
import { dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { defaultAvailabilityValidator, MAX_RANGE_DAYS } from '#validators/pages/public_api'

export default class DefaultAvailabilityController {
  /** As far ahead as bookings are taken unless it says until when, in UTC: for a deployment with one schedule. */
  async index(ctx: HttpContext) {
    const page = await publicPage(ctx)
    const input = await readInput(ctx, defaultAvailabilityValidator, ctx.request.qs())
    const service = namedService(ctx, page, input.service_id)

    const now = Date.now()
    const { business } = page
    const ahead = serviceRules(service, business).horizonDays.value ?? Infinity
    const { start_date: from, end_date: until } = input
    const first = dayOf(from ?? dateAt('UTC', now))
    const last = until ? dayOf(until) : first + Math.min(ahead, MAX_RANGE_DAYS - 1)
    const anything = { hostId: null, durationMinutes: null }
    const days = { timeZone: 'UTC', first, last }
    return availabilityJson(ctx, { business, service, ...anything, ...days, now })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { availabilityJson } from '#controllers/api/availability/availability'
import { Refusal } from '#exceptions/refusal'
import { defaultService, findDefaultPage } from '#queries/pages/find_default_page'
import { serviceRules } from '#queries/services/service_rules'
import { dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { MAX_RANGE_DAYS } from '#validators/pages/public_api'

export default class DefaultAvailabilityController {
  /** As far ahead as bookings are taken, in UTC: for a deployment with one schedule. */
  async index(ctx: HttpContext) {
    const page = await findDefaultPage()
    if (!page) throw new Refusal(404, 'no_default_business', ctx.i18n.t('api.no_default_business'))
    const service = defaultService(page)
    if (!service) throw new Refusal(404, 'no_default_service', ctx.i18n.t('api.no_default_service'))

    const now = Date.now()
    const { business } = page
    const ahead = serviceRules(service, business).horizonDays.value ?? Infinity
    const first = dayOf(dateAt('UTC', now))
    const last = first + Math.min(ahead, MAX_RANGE_DAYS - 1)
    const anything = { hostId: null, durationMinutes: null }
    const days = { timeZone: 'UTC', first, last }
    return availabilityJson(ctx, { business, service, ...anything, ...days, now })
  }
}

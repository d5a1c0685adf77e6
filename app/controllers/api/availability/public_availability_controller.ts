import type { HttpContext } from '@adonisjs/core/http'
import { answerAvailability } from '#controllers/api/availability/availability'
import { askedOf, publicBusiness } from '#controllers/api/pages/public_business'
import { wishedHost } from '#controllers/api/availability/wished_host'
import { wishedLength } from '#controllers/api/availability/wished_length'
import { Refusal } from '#exceptions/refusal'
import { dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { validateForm } from '#validators/form'
import { availabilityValidator } from '#validators/pages/public_api'

const DEFAULT_DAYS = 7

export default class PublicAvailabilityController {
  async index(ctx: HttpContext) {
    const page = await publicBusiness(ctx)
    const { business, services } = page
    const said = askedOf(page, ctx.request.qs())
    const asked = await validateForm(availabilityValidator, said, ctx)
    if (!asked.ok) throw Refusal.ofForm(asked.form)

    const service = services.find(({ id }) => id === asked.data.service_id)
    if (!service) throw new Refusal(404, 'unknown_service', ctx.i18n.t('api.unknown_service'))

    const now = Date.now()
    const { start_date: from, end_date: until } = asked.data
    const hostId = wishedHost(ctx, service, asked.data.host_id)
    const timeZone = asked.data.time_zone ?? business.timeZone
    const first = dayOf(from ?? dateAt(timeZone, now))
    const last = until ? dayOf(until) : first + DEFAULT_DAYS - 1
    const durationMinutes = wishedLength(ctx, { business, service }, asked.data.duration_minutes)
    const days = { first, last, timeZone }
    return answerAvailability(ctx, { business, service, hostId, durationMinutes, ...days, now })
  }
}

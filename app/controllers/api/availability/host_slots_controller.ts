import type { HttpContext } from '@adonisjs/core/http'
import { answerAvailability } from '#controllers/api/availability/availability'
import { wishedLength } from '#controllers/api/availability/wished_length'
import { Refusal } from '#exceptions/refusal'
import { findHostPage } from '#queries/pages/find_business_page'
import { dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { validateForm } from '#validators/form'
import { hostSlotsValidator } from '#validators/pages/public_api'

export default class HostSlotsController {
  async index(ctx: HttpContext) {
    const { params, request, i18n } = ctx
    const page = await findHostPage(String(params.page))
    if (!page) throw new Refusal(404, 'unknown_page', i18n.t('api.unknown_page'))
    const service = page.services.find(({ slug }) => slug === params.service)
    if (!service) throw new Refusal(404, 'unknown_service', i18n.t('api.unknown_service'))

    const asked = await validateForm(hostSlotsValidator, request.qs(), ctx)
    if (!asked.ok) throw Refusal.ofForm(asked.form)

    const now = Date.now()
    const { business, host } = page
    const timeZone = asked.data.tz ?? host.timeZone
    const day = dayOf(asked.data.date ?? dateAt(timeZone, now))
    const durationMinutes = wishedLength(ctx, { business, service }, asked.data.duration_minutes)
    const asOf = { hostId: host.id, timeZone, first: day, last: day, now }
    return answerAvailability(ctx, { business, service, durationMinutes, ...asOf })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { availabilityJson } from '#controllers/api/availability/availability'
import { wantedLength } from '#controllers/api/availability/wanted_length'
import { readInput } from '#controllers/api/input'
import { unknownService } from '#controllers/api/pages/public_business'
import { Refusal } from '#exceptions/refusal'
import { findSchedulePage } from '#queries/pages/find_business_page'
import { dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { hostSlotsValidator } from '#validators/pages/public_api'

export default class HostSlotsController {
  async index(ctx: HttpContext) {
    const { params, request, i18n } = ctx
    const page = await findSchedulePage(String(params.page))
    if (!page?.own.isOpen) throw new Refusal(404, 'unknown_page', i18n.t('api.unknown_page'))
    const service = page.services.find(({ slug }) => slug === params.service)
    if (!service) throw unknownService(ctx)
    const input = await readInput(ctx, hostSlotsValidator, request.qs())

    const now = Date.now()
    const { business, host } = page
    const timeZone = input.tz ?? host?.timeZone ?? business.timeZone
    const day = dayOf(input.date ?? dateAt(timeZone, now))
    const durationMinutes = wantedLength(ctx, { business, service }, input.duration_minutes)
    const asOf = { hostId: host?.id ?? null, timeZone, first: day, last: day, now }
    return availabilityJson(ctx, { business, service, durationMinutes, ...asOf })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { availabilityJson } from '#controllers/api/availability/availability'
import { wantedLength } from '#controllers/api/availability/wanted_length'
import { readInput } from '#controllers/api/input'
import { chosenService, publicPage } from '#controllers/api/pages/public_business'
import { dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { hostSlotsValidator } from '#validators/pages/public_api'

export default class HostSlotsController {
  async index(ctx: HttpContext) {
    const page = await publicPage(ctx)
    const { business, host } = page
    const service = chosenService(ctx, page, page.meant?.id)
    const input = await readInput(ctx, hostSlotsValidator, ctx.request.qs())

    const now = Date.now()
    const timeZone = input.tz ?? host?.timeZone ?? business.timeZone
    const day = dayOf(input.date ?? dateAt(timeZone, now))
    const durationMinutes = wantedLength(ctx, { business, service }, input.duration_minutes)
    const asOf = { hostId: host?.id ?? null, timeZone, first: day, last: day, now }
    return availabilityJson(ctx, { business, service, durationMinutes, ...asOf })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { availabilityJson } from '#controllers/api/availability/availability'
import {
  chosenService,
  publicPage,
  type PublicPage,
  withService,
} from '#controllers/api/pages/public_business'
import { inDialect, LINK_WORDS } from '#controllers/api/dialect'
import { wantedHost } from '#controllers/api/availability/wanted_host'
import { wantedLength } from '#controllers/api/availability/wanted_length'
import { readInput } from '#controllers/api/input'
import { dayOf } from '#scheduling/time/dates'
import { dateAt } from '#scheduling/time/zones'
import { availabilityValidator } from '#validators/pages/public_api'

const DEFAULT_DAYS = 7

export default class PublicAvailabilityController {
  async index(ctx: HttpContext) {
    const page = await publicPage(ctx)
    const dialect = ctx.params.token ? LINK_WORDS : {}
    return inDialect(dialect, ctx.request.qs(), (query) => this.answer(ctx, page, query))
  }

  private async answer(ctx: HttpContext, page: PublicPage, query: Record<string, unknown>) {
    const { business } = page
    const input = await readInput(ctx, availabilityValidator, withService(page, query))
    const service = chosenService(ctx, page, input.service_id)

    const now = Date.now()
    const { start_date: from, end_date: until } = input
    const hostId = wantedHost(ctx, service, input.host_id)
    const timeZone = input.time_zone ?? business.timeZone
    const first = dayOf(from ?? dateAt(timeZone, now))
    const last = until ? dayOf(until) : first + DEFAULT_DAYS - 1
    const durationMinutes = wantedLength(ctx, { business, service }, input.duration_minutes)
    const days = { first, last, timeZone }
    return availabilityJson(ctx, { business, service, hostId, durationMinutes, ...days, now })
  }
}

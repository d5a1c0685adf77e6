import type { HttpContext } from '@adonisjs/core/http'
import PlaceSeries, { type SeriesOutcome } from '#actions/bookings/place_series'
import {
  limitAddress,
  passMachine,
  seriesUnavailable,
  turnedAway,
} from '#controllers/api/bookings/booking_refusal'
import { submittedClient } from '#controllers/api/bookings/submitted_client'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { readInput, readAnswers } from '#controllers/api/input'
import { chosenService, publicBusiness } from '#controllers/api/pages/public_business'
import type { Offer } from '#shapes/availability/slots'
import { presentSeries } from '#shapes/bookings/series'
import { wantedHost } from '#controllers/api/availability/wanted_host'
import { wantedLength } from '#controllers/api/availability/wanted_length'
import { wantedPlace } from '#controllers/api/bookings/wanted_place'
import type { PageBusiness } from '#queries/pages/find_business_page'
import { nameHosts } from '#queries/bookings/name_hosts'
import { seriesPerAddress } from '#start/limiter'
import { seriesValidator } from '#validators/pages/public_api'

export default class PublicSeriesController {
  async store(ctx: HttpContext) {
    const { request } = ctx
    const page = await publicBusiness(ctx)
    const { business } = page
    const input = await readInput(ctx, seriesValidator, request.body())
    const service = chosenService(ctx, page, input.service_id)
    const hostId = wantedHost(ctx, service, input.host_id)
    const durationMinutes = wantedLength(ctx, { business, service }, input.duration_minutes)
    const placeKey = wantedPlace(ctx, service, input.location_id)
    const answers = await readAnswers(ctx, service.questions)

    await limitAddress(ctx, seriesPerAddress)
    const client = submittedClient(ctx, { business, service }, input)
    const judgement = await passMachine(ctx, { business, client })

    const outcome = await new PlaceSeries().handle({
      businessId: business.id,
      serviceId: service.id,
      starts: input.starts_at,
      hostId,
      durationMinutes,
      placeKey,
      seats: input.seats,
      client,
      answers,
      idempotencyKey: idempotencyKey(ctx),
      by: ctx.by,
    })
    if (!('bookings' in outcome) || outcome.replayed) await judgement.cameToNothing()
    if ('replayed' in outcome) await nameHosts(outcome.bookings)
    return this.answer(ctx, business, { serviceId: service.id, durationMinutes }, outcome)
  }

  private answer(ctx: HttpContext, business: PageBusiness, offer: Offer, placed: SeriesOutcome) {
    const { response } = ctx
    switch (placed.outcome) {
      case 'booked':
      case 'requested': {
        if (placed.replayed) response.header('idempotency-replayed', 'true')
        response.status(201)
        return presentSeries(placed)
      }
      case 'unavailable':
        throw seriesUnavailable(ctx, placed.dates, offer, business.timeZone)
      default:
        throw turnedAway(ctx, placed.outcome)
    }
  }
}

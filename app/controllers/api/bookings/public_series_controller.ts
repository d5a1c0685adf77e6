import type { HttpContext } from '@adonisjs/core/http'
import PlaceSeries, { type SeriesOutcome } from '#actions/bookings/place_series'
import { passMachine, takeAddressTurn, turnedAway } from '#controllers/api/bookings/booking_refusal'
import { postedClient, presentBooking } from '#controllers/api/bookings/booking_shape'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { publicBusiness } from '#controllers/api/pages/public_business'
import { alternativesOf, type Offer } from '#controllers/api/availability/slots'
import { wishedHost } from '#controllers/api/availability/wished_host'
import { wishedLength } from '#controllers/api/availability/wished_length'
import { Refusal } from '#exceptions/refusal'
import { isoMoment } from '#formats/times/times'
import type { PageBusiness } from '#queries/pages/find_business_page'
import { nameHosts } from '#queries/bookings/name_hosts'
import { seriesPerAddress } from '#start/limiter'
import { validateAnswers } from '#validators/bookings/client_answers'
import { validateForm } from '#validators/form'
import { seriesValidator } from '#validators/pages/public_api'

export default class PublicSeriesController {
  async store(ctx: HttpContext) {
    const { request, i18n } = ctx
    const { business, services } = await publicBusiness(ctx)
    const posted = await validateForm(seriesValidator, request.body(), ctx)
    if (!posted.ok) throw Refusal.ofForm(posted.form)
    const { data } = posted
    const service = services.find(({ id }) => id === data.service_id)
    if (!service) throw new Refusal(404, 'unknown_service', i18n.t('api.unknown_service'))
    const hostId = wishedHost(ctx, service, data.host_id)
    const durationMinutes = wishedLength(ctx, { business, service }, data.duration_minutes)

    const answered = await validateAnswers(service.questions, request.body(), ctx)
    if (!answered.ok) throw Refusal.ofForm(answered.form)

    await takeAddressTurn(ctx, seriesPerAddress)
    const client = postedClient(ctx, business, data)
    const judgement = await passMachine(ctx, { business, client })

    const outcome = await new PlaceSeries().handle({
      businessId: business.id,
      serviceId: service.id,
      starts: data.starts_at,
      hostId,
      durationMinutes,
      seats: data.seats,
      client,
      answers: answered.answers,
      userId: null,
      idempotencyKey: idempotencyKey(ctx),
      requestId: request.id() ?? null,
    })
    if (!('bookings' in outcome) || outcome.replayed) await judgement.cameToNothing()
    if ('replayed' in outcome) await nameHosts(outcome.bookings, service)
    return this.answer(ctx, business, { serviceId: service.id, durationMinutes }, outcome)
  }

  private answer(ctx: HttpContext, business: PageBusiness, offer: Offer, placed: SeriesOutcome) {
    const { response, i18n } = ctx
    switch (placed.outcome) {
      case 'booked':
      case 'requested': {
        const { bookings, outcome } = placed
        if (placed.replayed) response.header('idempotency-replayed', 'true')
        return response.status(201).send({
          status: outcome === 'requested' ? 'pending' : 'approved',
          bookings: bookings.map((booking) => presentBooking(booking, outcome)),
        })
      }
      case 'unavailable': {
        const dates = placed.dates.map(({ startsAt, code, alternatives }) => ({
          starts_at: isoMoment(startsAt, business.timeZone),
          is_available: code === null,
          code,
          detail: code && i18n.t(`api.unavailable.${code}`),
          alternatives: alternativesOf(alternatives, offer, business.timeZone),
        }))
        const refused = dates.filter(({ code }) => code !== null).length
        const detail = i18n.t('api.series_unavailable', { refused, count: dates.length })
        throw new Refusal(409, 'series_unavailable', detail, { facts: { dates } })
      }
      default:
        throw turnedAway(ctx, placed.outcome)
    }
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import PlaceBooking, { type BookingOutcome } from '#actions/bookings/place_booking'
import { passMachine, takeAddressTurn, turnedAway } from '#controllers/api/bookings/booking_refusal'
import { postedClient, presentBooking } from '#controllers/api/bookings/booking_shape'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { askedOf, publicBusiness } from '#controllers/api/pages/public_business'
import { alternativesOf, type Offer } from '#controllers/api/availability/slots'
import { wishedHost } from '#controllers/api/availability/wished_host'
import { wishedLength } from '#controllers/api/availability/wished_length'
import { Refusal } from '#exceptions/refusal'
import type { PageBusiness } from '#queries/pages/find_business_page'
import { findSession } from '#queries/sessions/find_session'
import { nameHosts } from '#queries/bookings/name_hosts'
import { readSlotId } from '#scheduling/slots/slot_id'
import { bookingsPerAddress } from '#start/limiter'
import { validateAnswers } from '#validators/bookings/client_answers'
import { validateForm } from '#validators/form'
import { bookingValidator } from '#validators/pages/public_api'

export default class PublicBookingsController {
  async store(ctx: HttpContext) {
    const { request, i18n } = ctx
    const page = await publicBusiness(ctx)
    const { business, services } = page
    const posted = await validateForm(bookingValidator, askedOf(page, request.body()), ctx)
    if (!posted.ok) throw Refusal.ofForm(posted.form)
    const { data } = posted

    const named = data.session_id === undefined ? null : await findNamed(business, data.session_id)
    const serviceId = named?.serviceId ?? data.service_id
    const startsAt = named?.startsAt ?? data.starts_at
    const service = services.find(({ id }) => id === serviceId)
    if (!service || startsAt === undefined) {
      throw new Refusal(404, 'unknown_service', i18n.t('api.unknown_service'))
    }

    const wished = data.duration_minutes ?? named?.durationMinutes
    const hostId = wishedHost(ctx, service, data.host_id)
    const durationMinutes = wishedLength(ctx, { business, service }, wished)
    const answered = await validateAnswers(service.questions, request.body(), ctx)
    if (!answered.ok) throw Refusal.ofForm(answered.form)

    await takeAddressTurn(ctx, bookingsPerAddress)
    const client = postedClient(ctx, business, data)
    const judgement = await passMachine(ctx, { business, client })

    const outcome = await new PlaceBooking().handle({
      businessId: business.id,
      serviceId: service.id,
      startsAt,
      hostId,
      sessionId: named?.sessionId ?? null,
      seats: data.seats,
      durationMinutes,
      client,
      linkToken: service.link?.token ?? null,
      answers: answered.answers,
      idempotencyKey: idempotencyKey(ctx),
      requestId: request.id() ?? null,
    })
    if (!('booking' in outcome) || outcome.replayed) await judgement.cameToNothing()
    if ('replayed' in outcome) await nameHosts([outcome.booking], service)
    return this.answer(ctx, business, { serviceId: service.id, durationMinutes }, outcome)
  }

  private answer(ctx: HttpContext, business: PageBusiness, offer: Offer, placed: BookingOutcome) {
    const { response, i18n } = ctx
    switch (placed.outcome) {
      case 'booked':
      case 'requested': {
        const body = presentBooking(placed.booking, placed.outcome)
        if (placed.replayed) response.header('idempotency-replayed', 'true')
        return response.status(201).header('location', body.manage_url).send(body)
      }
      case 'unavailable':
        throw new Refusal(409, placed.code, i18n.t(`api.unavailable.${placed.code}`), {
          facts: { alternatives: alternativesOf(placed.alternatives, offer, business.timeZone) },
        })
      case 'link_spent':
      case 'link_revoked':
      case 'link_expired':
      case 'link_inactive':
        throw new Refusal(410, placed.outcome, i18n.t(`api.${placed.outcome}`))
      default:
        throw turnedAway(ctx, placed.outcome)
    }
  }
}

async function findNamed(business: PageBusiness, id: string) {
  const slot = readSlotId(id)
  if (slot || !/^[1-9]\d{0,14}$/.test(id)) return slot && { ...slot, sessionId: null }
  const session = await findSession(business.id, Number(id))
  return session && { ...session, durationMinutes: null }
}

import type { HttpContext } from '@adonisjs/core/http'
import PlaceBooking, { type BookingOutcome } from '#actions/bookings/place_booking'
import { passMachine, limitAddress, turnedAway } from '#controllers/api/bookings/booking_refusal'
import { submittedClient } from '#controllers/api/bookings/submitted_client'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { readInput, readAnswers } from '#controllers/api/input'
import {
  chosenService,
  publicBusiness,
  unknownService,
  withService,
} from '#controllers/api/pages/public_business'
import { alternativesOf, type Offer } from '#shapes/availability/slots'
import { presentBooking } from '#shapes/bookings/booking'
import { wantedHost } from '#controllers/api/availability/wanted_host'
import { wantedLength } from '#controllers/api/availability/wanted_length'
import { wantedPlace } from '#controllers/api/bookings/wanted_place'
import { Refusal } from '#exceptions/refusal'
import type { PageBusiness } from '#queries/pages/find_business_page'
import { findSession } from '#queries/sessions/find_session'
import { nameHosts } from '#queries/bookings/name_hosts'
import { readSlotId } from '#scheduling/slots/slot_id'
import { bookingsPerAddress } from '#start/limiter'
import { bookingValidator } from '#validators/pages/public_api'

export default class PublicBookingsController {
  async store(ctx: HttpContext) {
    const { request } = ctx
    const page = await publicBusiness(ctx)
    const { business } = page
    const input = await readInput(ctx, bookingValidator, withService(page, request.body()))
    const named = input.session_id ? await findNamed(business, input.session_id) : null
    const startsAt = named?.startsAt ?? input.starts_at
    if (startsAt === undefined) throw unknownService(ctx)
    const service = chosenService(ctx, page, named?.serviceId ?? input.service_id)
    const wantedMinutes = input.duration_minutes ?? named?.durationMinutes
    const hostId = wantedHost(ctx, service, input.host_id)
    const durationMinutes = wantedLength(ctx, { business, service }, wantedMinutes)
    const placeKey = wantedPlace(ctx, service, input.location_id)
    const answers = await readAnswers(ctx, service.questions)

    await limitAddress(ctx, bookingsPerAddress)
    const client = submittedClient(ctx, business, input)
    const judgement = await passMachine(ctx, { business, client })

    const outcome = await new PlaceBooking().handle({
      businessId: business.id,
      serviceId: service.id,
      startsAt,
      hostId,
      sessionId: named?.sessionId ?? null,
      seats: input.seats,
      durationMinutes,
      placeKey,
      client,
      linkToken: service.link?.token ?? null,
      answers,
      idempotencyKey: idempotencyKey(ctx),
      by: ctx.by,
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
        response.status(201).header('location', body.manage_url)
        return body
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

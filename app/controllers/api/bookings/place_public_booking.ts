import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import PlaceBooking, { type BookingOutcome } from '#actions/bookings/place_booking'
import { passMachine, limitAddress, turnedAway } from '#controllers/api/bookings/booking_refusal'
import { submittedClient } from '#controllers/api/bookings/submitted_client'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { readInput, readAnswers } from '#controllers/api/input'
import {
  chosenService,
  type PublicPage,
  unknownService,
  withService,
} from '#controllers/api/pages/public_business'
import { alternativesOf, type Offer } from '#shapes/availability/slots'
import { wantedHost } from '#controllers/api/availability/wanted_host'
import { wantedLength } from '#controllers/api/availability/wanted_length'
import { wantedPlace } from '#controllers/api/bookings/wanted_place'
import { Refusal } from '#exceptions/refusal'
import { managePath } from '#formats/pages/addresses'
import type { PageBusiness } from '#queries/pages/find_business_page'
import { findSession } from '#queries/sessions/find_session'
import { nameHosts } from '#queries/bookings/name_hosts'
import { readSlotId } from '#scheduling/slots/slot_id'
import { bookingsPerAddress } from '#start/limiter'
import { bookingValidator } from '#validators/pages/public_api'

type PlacedBooking = Extract<BookingOutcome, { booking: unknown }>

/** Books what was sent by JSON, whichever address it came to; the answer leads to the booking. */
export async function placePublicBooking(
  ctx: HttpContext,
  page: PublicPage,
  body: Record<string, unknown>
): Promise<PlacedBooking> {
  const { business } = page
  const input = await readInput(ctx, bookingValidator, withService(page, body))
  const named = input.session_id ? await findNamed(business, input.session_id) : null
  const startsAt = named?.startsAt ?? input.starts_at
  const isUnknown = input.session_id !== undefined && !named
  if (startsAt === undefined || isUnknown) throw unknownService(ctx)
  if (named) refuseContradiction(ctx, named, input)
  const service = chosenService(ctx, page, named?.serviceId ?? input.service_id)
  const wantedMinutes = input.duration_minutes ?? named?.durationMinutes
  const wantedId = wantedHost(ctx, service, input.host_id)
  const hostId = page.host?.id ?? wantedId
  const durationMinutes = wantedLength(ctx, { business, service }, wantedMinutes)
  const placeKey = wantedPlace(ctx, service, input.location_id)
  const answers = await readAnswers(ctx, service.questions)

  await limitAddress(ctx, bookingsPerAddress)
  const client = submittedClient(ctx, { business, service }, input)
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
  if ('replayed' in outcome) await nameHosts([outcome.booking])
  return settled(ctx, business, { serviceId: service.id, durationMinutes }, outcome)
}

/** What a slot's id says need not be said again, and not otherwise. */
function refuseContradiction(
  { i18n }: HttpContext,
  named: { serviceId: number; startsAt: number },
  input: { service_id?: number; starts_at?: number }
): void {
  const { service_id: serviceId = named.serviceId, starts_at: startsAt = named.startsAt } = input
  if (serviceId === named.serviceId && startsAt === named.startsAt) return
  const field = serviceId === named.serviceId ? 'starts_at' : 'service_id'
  throw Refusal.ofField(field, 'invalid', i18n.t('api.contradiction', { field }))
}

function settled(
  ctx: HttpContext,
  business: PageBusiness,
  offer: Offer,
  placed: BookingOutcome
): PlacedBooking {
  const { response, i18n } = ctx
  switch (placed.outcome) {
    case 'booked':
    case 'requested': {
      if (placed.replayed) response.header('idempotency-replayed', 'true')
      response.header('location', `${appUrl}${managePath(placed.booking.manageToken)}`)
      return placed
    }
    case 'unavailable':
      throw new Refusal(409, placed.code, i18n.t(`api.unavailable.${placed.code}`), {
        facts: { alternatives: alternativesOf(placed.alternatives, offer, business.timeZone) },
      })
    default:
      throw turnedAway(ctx, placed.outcome)
  }
}

async function findNamed(business: PageBusiness, id: string) {
  const slot = readSlotId(id)
  if (slot || !/^[1-9]\d{0,14}$/.test(id)) return slot && { ...slot, sessionId: null }
  const session = await findSession(business.id, Number(id))
  return session && { ...session, durationMinutes: null }
}

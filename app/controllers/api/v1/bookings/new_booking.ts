import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import PlaceSeries, { type SeriesOutcome } from '#actions/bookings/place_series'
import { seriesUnavailable, turnedAway } from '#controllers/api/bookings/booking_refusal'
import { refuseUntextable } from '#controllers/api/bookings/submitted_client'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { readAnswers } from '#controllers/api/input'
import { withinMails } from '#controllers/api/v1/mails'
import { type DeskFault, faultAtDesk } from '#controllers/desk_faults'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { openDesk } from '#queries/bookings/desk'
import { findRecord } from '#queries/clients/find_client'
import type { Instant } from '#scheduling/types'
import type Service from '#models/services/service'
import { alternativesOf } from '#shapes/availability/slots'
import type { newBookingValidator } from '#validators/api/bookings'
import { validateAnswersAtDesk } from '#validators/bookings/client_answers'

type Order = Omit<Infer<typeof newBookingValidator>, 'starts_at'>

/** As at the desk: by a member for a client, whatever clients themselves may book. */
export async function bookAtDesk(
  ctx: HttpContext,
  input: Order,
  starts: Instant[]
): Promise<{ bookings: Booking[]; service: Service; replayed: boolean }> {
  const { business, by, i18n } = ctx
  const desk = await openDesk(business, ctx.membership)
  const service = desk.services.find(({ id }) => id === input.service_id)
  const wrong = faultAtDesk(desk, service, { host: input.host_id, place: input.location_id })
  if (wrong || !service) throw faultRefused(ctx, wrong ?? { field: 'service', fault: 'unknown' })
  const answers = await readAnswers(ctx, service.questions, validateAnswersAtDesk)
  const client = await clientOf(ctx, input)
  refuseUntextable(ctx, business, { ...input, client_phone: client.details.phone })
  const { tells_client: tellsClient = true, against = [] } = input
  const isReached = client.details.email !== null || client.details.phone !== null
  if (tellsClient && !isReached) {
    throw Refusal.ofField('client_email', 'reached_nowhere', i18n.t('api.reached_nowhere'))
  }
  const placed = await withinMails(
    ctx,
    tellsClient ? client.details.email : null,
    () =>
      new PlaceSeries().handle({
        ...{ businessId: business.id, serviceId: service.id, starts },
        hostId: service.hostMode === 'any' ? (input.host_id ?? null) : null,
        durationMinutes: input.duration_minutes ?? null,
        seats: input.seats ?? 1,
        placeKey: input.location_id,
        client: client.details,
        answers,
        desk: {
          ...{ clientId: client.id, tellsClient, privateNote: input.private_note ?? null },
          isAnyway: against.includes('rules'),
          booksBlocked: against.includes('blocked_client'),
          booksTwice: against.includes('booked_already'),
        },
        idempotencyKey: idempotencyKey(ctx),
        by,
      }),
    (made) => 'bookings' in made && !made.replayed
  )
  if ('bookings' in placed) {
    return { bookings: placed.bookings, service, replayed: placed.replayed }
  }
  throw notPlaced(ctx, service, input, placed)
}

async function clientOf({ business }: HttpContext, input: Order) {
  const known =
    typeof input.client_id === 'number' ? await findRecord(business, input.client_id) : null
  return {
    id: known?.id ?? null,
    details: {
      name: known?.name ?? input.client_name ?? '',
      email: known ? (known.emails.at(0) ?? null) : (input.client_email ?? null),
      phone: known ? (known.phones.at(0) ?? null) : (input.client_phone ?? null),
      notes: input.notes ?? null,
      timeZone: input.time_zone ?? known?.timeZone ?? business.timeZone,
      locale: known?.locale ?? business.locale,
      agreesToTexts: input.agrees_to_texts ?? false,
    },
  }
}

function faultRefused({ i18n }: HttpContext, { field, fault }: DeskFault): Refusal {
  if (fault === 'needs_all' || fault === 'own_only') {
    const name = field === 'service' ? 'service_id' : 'host_id'
    return Refusal.ofField(name, fault, i18n.t(`api.${fault}`))
  }
  switch (field) {
    case 'service':
      return Refusal.ofField('service_id', 'unknown_service', i18n.t('api.unknown_service'))
    case 'place':
      return Refusal.ofField('location_id', 'unknown_location', i18n.t('api.unknown_location'))
    case 'host':
      return Refusal.ofField('host_id', 'unknown_host', i18n.t('api.unknown_host'))
  }
}

function notPlaced(
  ctx: HttpContext,
  { id: serviceId }: Service,
  { duration_minutes: minutes }: Order,
  placed: Exclude<SeriesOutcome, { bookings: Booking[] }>
): Refusal {
  const { business, i18n } = ctx
  if (placed.outcome === 'blocked') {
    const facts = { client_id: placed.blocked?.recordId ?? null }
    return new Refusal(409, 'client_blocked', i18n.t('api.client_blocked'), { facts })
  }
  if (placed.outcome !== 'unavailable') return turnedAway(ctx, placed.outcome)
  const offer = { serviceId, durationMinutes: minutes ?? null }
  if (placed.dates.length > 1) {
    return seriesUnavailable(ctx, placed.dates, offer, business.timeZone)
  }
  const [{ code, alternatives }] = placed.dates
  return new Refusal(409, code ?? 'slot_taken', i18n.t(`api.unavailable.${code ?? 'slot_taken'}`), {
    facts: { alternatives: alternativesOf(alternatives, offer, business.timeZone) },
  })
}

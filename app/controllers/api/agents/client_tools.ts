import type { HttpContext } from '@adonisjs/core/http'
import type { Infer } from '@vinejs/vine/types'
import { ADDS, asOperation, CHANGES, READS, type Tool } from '#controllers/api/agents/tool'
import { wantedLength } from '#controllers/api/availability/wanted_length'
import { placePublicBooking } from '#controllers/api/bookings/place_public_booking'
import PublicAvailabilityController from '#controllers/api/availability/public_availability_controller'
import ManagedBookingsController from '#controllers/api/bookings/managed_bookings_controller'
import ManagedCancellationsController from '#controllers/api/bookings/managed_cancellations_controller'
import ManagedMovesController from '#controllers/api/bookings/managed_moves_controller'
import { chosenService, publicPage } from '#controllers/api/pages/public_business'
import { readerLocale } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import { findBookingByManageToken } from '#queries/bookings/find_booking_by_token'
import type { BusinessPage, PageService } from '#queries/pages/find_business_page'
import { lengthsOf } from '#queries/services/service_rules'
import { presentBooking } from '#shapes/bookings/booking'
import { presentService } from '#shapes/services/service'
import { presentTerms } from '#shapes/services/terms'
import { bookingTool, bookTool, cancelTool, moveTool, timesTool } from '#validators/api/agents'
import { nothingSent } from '#validators/api/nothing'

/** For whoever books, without an account: what the public API does, and no more. */
export const clientTools: readonly Tool[] = [
  { name: 'list_services', hints: READS, input: nothingSent, call: listServices },
  { name: 'find_times', hints: READS, input: timesTool, call: findTimes },
  { name: 'book', hints: ADDS, input: bookTool, call: book },
  { name: 'get_booking', hints: READS, input: bookingTool, call: getBooking },
  { name: 'move', hints: CHANGES, input: moveTool, call: move },
  { name: 'cancel', hints: CHANGES, input: cancelTool, call: cancel },
]

async function listServices(ctx: HttpContext) {
  const page = await publicPage(ctx)
  const { business } = page
  const shown = page.services.filter((service) => !service.isHidden)
  return {
    business: business.name,
    time_zone: business.timeZone,
    takes_bookings: business.settings.isActive,
    services: shown.map((service) => ({
      ...presentService(service, page),
      terms: lengthsOf({ service, business }).map((minutes) =>
        termsOf(ctx, page, service, minutes)
      ),
    })),
  }
}

async function findTimes(ctx: HttpContext, sent: Record<string, unknown>) {
  const { page, service, minutes } = await asked(ctx, sent as Infer<typeof timesTool>)
  const json = await new PublicAvailabilityController().index(asOperation(ctx, { query: sent }))
  return {
    times: JSON.parse(json.toString(), withoutSession) as unknown,
    terms: termsOf(ctx, page, service, minutes),
  }
}

/** Agents book by the start, for a service whose terms they know. */
function withoutSession(key: string, value: unknown): unknown {
  return key === 'session_id' ? undefined : value
}

/** Only once the client said yes to what it costs and what may be changed until when. */
async function book(ctx: HttpContext, sent: Record<string, unknown>) {
  const { confirmed, terms: agreed, idempotency_key: idempotencyKey, ...body } = sent
  const { page, service, minutes } = await asked(ctx, body as Infer<typeof bookTool>)
  const terms = termsOf(ctx, page, service, minutes)
  if (confirmed !== true || agreed !== terms.digest) {
    const isOfOthers = confirmed === true && agreed !== undefined
    const ask = ctx.i18n.t(isOfOthers ? 'agents.terms_changed' : 'agents.confirm')
    return { booked: false, ask, terms }
  }
  const { booking, outcome } = await placePublicBooking(
    asOperation(ctx, { body, idempotencyKey }),
    page,
    body
  )
  return {
    booked: true,
    ...presentBooking(booking, outcome),
    manage_token: booking.manageToken,
    what_happens_next: ctx.i18n.t(`agents.${outcome}`),
  }
}

async function getBooking(ctx: HttpContext, sent: Record<string, unknown>) {
  return new ManagedBookingsController().show(await managed(ctx, sent))
}

async function move(ctx: HttpContext, sent: Record<string, unknown>) {
  return new ManagedMovesController().store(await managed(ctx, sent))
}

async function cancel(ctx: HttpContext, sent: Record<string, unknown>) {
  return new ManagedCancellationsController().store(await managed(ctx, sent))
}

/** Of this business alone: a booking of another is not known here. */
async function managed(ctx: HttpContext, sent: Record<string, unknown>): Promise<HttpContext> {
  const { manage_token: token, idempotency_key: idempotencyKey, ...body } = sent
  const { business } = await publicPage(ctx)
  const booking = await findBookingByManageToken(String(token))
  if (booking?.businessId !== business.id) {
    throw new Refusal(404, 'unknown_booking', ctx.i18n.t('api.unknown_booking'))
  }
  return asOperation(ctx, { params: { token }, body, idempotencyKey })
}

interface Asked {
  service_id: number
  duration_minutes?: number | null
}

async function asked(ctx: HttpContext, { service_id: serviceId, duration_minutes: length }: Asked) {
  const page = await publicPage(ctx)
  const service = chosenService(ctx, page, Number(serviceId))
  const { business } = page
  const wanted = length === undefined || length === null ? null : Number(length)
  const minutes = wantedLength(ctx, { business, service }, wanted) ?? service.durationMinutes
  return { page, service, minutes }
}

function termsOf(ctx: HttpContext, page: BusinessPage, service: PageService, minutes: number) {
  const locale = readerLocale(ctx, page.business)
  return presentTerms(service, page, minutes, {
    t: (key, values) => ctx.i18n.t(key, values),
    locale,
  })
}

import type { HttpContext } from '@adonisjs/core/http'
import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { limitAddress } from '#controllers/api/bookings/booking_refusal'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { matchedVersion } from '#controllers/api/bookings/if_match'
import { presentManaged } from '#shapes/bookings/managed_booking'
import { presentMeeting } from '#shapes/bookings/meeting'
import { presentPortalBooking } from '#shapes/bookings/portal_booking'
import { readInput } from '#controllers/api/input'
import { readerLocale } from '#controllers/reader'
import type { ProblemCode } from '#exceptions/problem_codes'
import { Refusal } from '#exceptions/refusal'
import { formatMoment } from '#formats/times/times'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'
import { findBookingByManageToken } from '#queries/bookings/find_booking_by_token'
import { wasLastMoved } from '#queries/bookings/last_change'
import { findPortalBooking } from '#queries/portal/portal_bookings'
import { changesPerAddress } from '#start/limiter'

/** By its own link; at the portal, by its number among those of whoever is signed in. */
async function managedBooking(ctx: HttpContext, token?: string): Promise<Booking> {
  const { params, i18n } = ctx
  const booking = isOfPortal(ctx)
    ? await findPortalBooking(ctx.reader.email, params.id)
    : await findBookingByManageToken(token ?? String(params.token))
  if (!booking) throw new Refusal(404, 'unknown_booking', i18n.t('api.unknown_booking'))
  return booking
}

/** Whether whoever asks is known to read what is sent to the booking's address. */
function isOfPortal({ route }: HttpContext): boolean {
  return /^api\.portal\./.test(route?.name ?? '')
}

/** A change that its client sent: the booking, the input, and what goes with every change. */
export async function managedChange<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>
) {
  const booking = await managedBooking(ctx)
  const input = await readInput(ctx, validator, ctx.request.body())
  const key = idempotencyKey(ctx)
  await limitAddress(ctx, changesPerAddress)
  const change = {
    businessId: booking.businessId,
    bookingId: booking.id,
    version: matchedVersion(ctx, booking),
    idempotencyKey: key,
    by: ctx.by,
  }
  const returnProof = isOfPortal(ctx) ? booking.returnProof : null
  return { booking, input, change, returnProof }
}

interface Answered {
  replayed?: boolean
  /** Where the address has none. */
  token?: string
}

export async function answerManaged(ctx: HttpContext, { replayed = false, token }: Answered = {}) {
  if (replayed) ctx.response.header('idempotency-replayed', 'true')
  const booking = await managedBooking(ctx, token)
  ctx.response.header('etag', versionTag(booking))
  const isMeeting = ctx.route?.pattern.startsWith('/schedule/')
  const now = DateTime.now()
  if (isOfPortal(ctx)) return presentPortalBooking(booking, now)
  if (!isMeeting) return presentManaged(booking, now)
  const wasMoved = booking.statusAt(now) === 'approved' && (await wasLastMoved(booking))
  return presentMeeting(booking, { now, wasMoved })
}

function versionTag({ calendarSequence }: Booking): string {
  return `"${calendarSequence}"`
}

/** Somebody else changed it: the client gets it as it is now. */
export async function stale(ctx: HttpContext): Promise<Refusal> {
  const headers = { etag: versionTag(await managedBooking(ctx)) }
  return new Refusal(412, 'stale', ctx.i18n.t('api.stale'), { headers })
}

/** In the words of the client's page. */
export async function refusal(
  ctx: HttpContext,
  code: ProblemCode,
  { sentence, until }: { sentence: string; until: 'moveUntil' | 'cancelUntil' }
): Promise<Refusal> {
  const { i18n } = ctx
  const booking = await managedBooking(ctx)
  const { status, timeZone, isUnderWay, ...state } = bookingState(booking, DateTime.now())
  const moment = formatMoment(state[until], timeZone, readerLocale(ctx, booking.business))
  const detail = i18n.t(sentence, {
    moment,
    ever: String(state[until] >= state.bookedAt),
    status: i18n.t(`guest.bookings.booking.${status}.status`),
    begun: String(isUnderWay),
  })
  return new Refusal(409, code, detail, {
    facts: { booking: presentManaged(booking, DateTime.now()) },
  })
}

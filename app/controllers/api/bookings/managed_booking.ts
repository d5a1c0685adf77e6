import type { HttpContext } from '@adonisjs/core/http'
import type { VineValidator } from '@vinejs/vine'
import type { SchemaTypes } from '@vinejs/vine/types'
import { DateTime } from 'luxon'
import { takeAddressTurn } from '#controllers/api/bookings/booking_refusal'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { askedVersion } from '#controllers/api/bookings/if_match'
import { presentManaged } from '#controllers/api/bookings/managed_shape'
import { presentMeeting } from '#controllers/api/bookings/meeting_shape'
import { bookingState } from '#controllers/guest/bookings/open_booking'
import { readerLocale } from '#controllers/guest/pages/open_page'
import { Refusal } from '#exceptions/refusal'
import { formatMoment } from '#formats/times/times'
import type Booking from '#models/bookings/booking'
import { sayAsTold } from '#models/bookings/wording'
import { findBookingByManageToken } from '#queries/bookings/find_booking_by_token'
import { nameHosts } from '#queries/bookings/name_hosts'
import { changesPerAddress } from '#start/limiter'
import { validateForm } from '#validators/form'

async function managedBooking({ params, i18n }: HttpContext): Promise<Booking> {
  const booking = await findBookingByManageToken(String(params.token))
  if (!booking) throw new Refusal(404, 'unknown_booking', i18n.t('api.unknown_booking'))
  await nameHosts([booking], booking.service)
  sayAsTold(booking)
  return booking
}

export async function managedChange<Schema extends SchemaTypes>(
  ctx: HttpContext,
  validator: VineValidator<Schema, undefined>
) {
  const booking = await managedBooking(ctx)
  const posted = await validateForm(validator, ctx.request.body(), ctx)
  if (!posted.ok) throw Refusal.ofForm(posted.form)
  const key = idempotencyKey(ctx)
  await takeAddressTurn(ctx, changesPerAddress)
  const change = {
    businessId: booking.businessId,
    bookingId: booking.id,
    actor: 'client' as const,
    userId: null,
    version: askedVersion(ctx, booking),
    idempotencyKey: key,
    requestId: ctx.request.id() ?? null,
  }
  return { booking, posted: posted.data, change }
}

export async function answerManaged(ctx: HttpContext, { replayed = false } = {}) {
  if (replayed) ctx.response.header('idempotency-replayed', 'true')
  const booking = await managedBooking(ctx)
  tellVersion(ctx, booking)
  const isMeeting = ctx.route?.pattern.startsWith('/schedule/')
  const now = DateTime.now()
  return ctx.response.send(
    isMeeting ? await presentMeeting(booking, now) : presentManaged(booking, now)
  )
}

function tellVersion({ response }: HttpContext, { calendarSequence }: Booking) {
  response.header('etag', `"${calendarSequence}"`)
}

/** Somebody else changed it: the client gets it as it is now. */
export async function stale(ctx: HttpContext): Promise<Refusal> {
  tellVersion(ctx, await managedBooking(ctx))
  return new Refusal(412, 'stale', ctx.i18n.t('api.stale'))
}

/** In the words of the client's page. */
export async function refusal(
  ctx: HttpContext,
  code: string,
  { sentence, until }: { sentence: string; until: 'moveUntil' | 'cancelUntil' }
): Promise<Refusal> {
  const { i18n } = ctx
  const booking = await managedBooking(ctx)
  const { status, timeZone, isUnderWay, ...state } = bookingState(booking)
  const moment = formatMoment(state[until], timeZone, readerLocale(ctx, booking.business))
  const said = i18n.t(sentence, {
    moment,
    ever: String(state[until] >= state.bookedAt),
    status: i18n.t(`guest.booking.${status}.status`),
    begun: String(isUnderWay),
  })
  return new Refusal(409, code, said, {
    facts: { booking: presentManaged(booking, DateTime.now()) },
  })
}

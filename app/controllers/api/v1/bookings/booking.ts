import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { turnedAway } from '#controllers/api/bookings/booking_refusal'
import { idempotencyKey } from '#controllers/api/bookings/idempotency_key'
import { answerOne, staleOne, versionAsked } from '#controllers/api/v1/one'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { findBookingToMove, loadHistory, loadMessages } from '#queries/bookings/find_booking_record'
import { nameHosts } from '#queries/bookings/name_hosts'
import { findCalendarEvents } from '#queries/calendars/calendar_events'
import {
  type BesideBooking,
  presentEvent,
  presentMessage,
  presentNotes,
} from '#shapes/bookings/booking_beside'
import { presentBookingRecord } from '#shapes/bookings/booking_record'

/** Of the business whose key it is; others do not exist. */
export async function bookingAsked({ business, params }: HttpContext): Promise<Booking> {
  const booking = await findBookingToMove(business, params.id)
  await nameHosts([booking])
  await findCalendarEvents([booking])
  return booking
}

/** As it stands now. */
export async function answerBooking(ctx: HttpContext, include: readonly BesideBooking[] = []) {
  const booking = await bookingAsked(ctx)
  const shape = presentBookingRecord(booking, DateTime.utc())
  return answerOne(ctx, shape, await besideOf(booking, include))
}

/** The booking that its member may decide about, and what goes with every change of it. */
export async function bookingToChange(ctx: HttpContext) {
  const { bouncer, business, by } = ctx
  const booking = await bookingAsked(ctx)
  await bouncer.with('BookingPolicy').authorize('decide', booking)
  const shape = presentBookingRecord(booking, DateTime.utc())
  return {
    booking,
    /** What was read, by which version of it. */
    asked: (current: string) => versionAsked(ctx, shape, current),
    change: {
      businessId: business.id,
      bookingId: booking.id,
      version: versionAsked(ctx, shape, booking.version),
      idempotencyKey: idempotencyKey(ctx),
      by,
    },
  }
}

/** A change that was made, or was made before by the same request. */
export function answerChanged(ctx: HttpContext, { replayed = false } = {}) {
  if (replayed) ctx.response.header('idempotency-replayed', 'true')
  return answerBooking(ctx)
}

/** One that was booked just now, or before by the same request. */
export function answerMade(
  ctx: HttpContext,
  { bookings: [{ id }], replayed }: { bookings: readonly Booking[]; replayed: boolean }
) {
  ctx.params.id = id
  ctx.response.status(201).header('location', `/api/v1/bookings/${id}`)
  return answerChanged(ctx, { replayed })
}

type Refused =
  | ('stale' | 'busy' | 'key_reused' | 'not_found' | 'already_decided' | 'approval_conflict')
  | ('not_possible' | 'too_early' | 'move_undecided' | 'move_waits' | 'has_no_email')

/** With how the booking stands now. */
export async function bookingRefused(ctx: HttpContext, code: Refused): Promise<Refusal> {
  const { i18n } = ctx
  if (code === 'busy' || code === 'key_reused') return turnedAway(ctx, code)
  const booking = presentBookingRecord(await bookingAsked(ctx), DateTime.utc())
  if (code === 'stale') return staleOne(ctx, booking)
  if (code === 'not_found') return new Refusal(404, code)
  const { status } = booking
  return new Refusal(409, code, i18n.t(`api.${code}`, { status }), { facts: { booking } })
}

async function besideOf(booking: Booking, include: readonly BesideBooking[]) {
  if (include.includes('history')) await loadHistory(booking)
  if (include.includes('messages')) await loadMessages(booking)
  return {
    ...(include.includes('history') && { history: booking.events.map(presentEvent) }),
    ...(include.includes('notes') && { business_notes: presentNotes(booking) }),
    ...(include.includes('messages') && { messages: booking.notifications.map(presentMessage) }),
  }
}

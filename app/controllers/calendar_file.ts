import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { readerOf } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { calendarEntries } from '#pages/calendar_entries'
import { findDatesWith } from '#queries/bookings/find_booking_by_token'
import { bookingCalendar } from '#services/ics'

const SETTLED = ['approved', 'completed', 'no_show']

/** To keep once it is settled, with what was booked together; to remove once it is cancelled. */
export async function sendCalendarFile(ctx: HttpContext, booking: Booking): Promise<string> {
  const isOff = booking.status === 'cancelled'
  if (!isOff && !SETTLED.includes(booking.status)) throw new Refusal(404, 'not_settled')
  const dates = isOff ? [] : await findDatesWith(booking)
  const others = dates.filter((date) => date.id !== booking.id && date.status === 'approved')
  return sendCalendar(ctx, `booking-${booking.reference}`, [booking, ...others])
}

export async function sendCalendar(
  ctx: HttpContext,
  name: string,
  bookings: readonly [Booking, ...Booking[]]
): Promise<string> {
  const reader = readerOf(ctx, bookings[0].business)
  const [first, ...others] = await calendarEntries(bookings, reader, DateTime.now())
  ctx.response.header('content-type', 'text/calendar; charset=utf-8')
  ctx.response.header('content-disposition', `attachment; filename="${name}.ics"`)
  return bookingCalendar(first, others)
}

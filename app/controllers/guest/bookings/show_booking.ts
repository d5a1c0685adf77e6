import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { readerOf } from '#controllers/reader'
import { guestBookingPage, type ShownBooking } from '#pages/guest/bookings/booking_page'

/** A booking as it stands now. */
export async function showBooking(ctx: HttpContext, shown: Omit<ShownBooking, 'returnMark'> = {}) {
  const booking = await openBooking(ctx)
  const { as: mark } = ctx.request.qs()
  const returnMark = typeof mark === 'string' ? mark : null
  const reader = readerOf(ctx, booking.business)
  const page = await guestBookingPage(booking, { ...shown, returnMark }, reader, DateTime.now())
  return ctx.view.render('pages/guest/bookings/booking', page)
}

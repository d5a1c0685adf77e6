import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { readerOf } from '#controllers/reader'
import { guestBookingPage, type ShownBooking } from '#pages/guest/bookings/booking_page'

/** A booking as it stands now. */
export async function showBooking(ctx: HttpContext, shown: Omit<ShownBooking, 'returnProof'> = {}) {
  const booking = await openBooking(ctx)
  const { as: proof } = ctx.request.qs()
  const returnProof = typeof proof === 'string' ? proof : null
  const reader = readerOf(ctx, booking.business)
  const page = await guestBookingPage(booking, { ...shown, returnProof }, reader, DateTime.now())
  return ctx.view.render('pages/guest/bookings/booking', page)
}

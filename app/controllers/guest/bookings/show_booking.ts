import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { readerOf } from '#controllers/reader'
import type Booking from '#models/bookings/booking'
import { guestBookingPage, type ShownBooking } from '#pages/guest/bookings/booking_page'

/** A booking as it stands now. */
export async function showBooking(ctx: HttpContext, shown: Omit<ShownBooking, 'returnProof'> = {}) {
  return showOpenBooking(ctx, await openBooking(ctx), shown)
}

export async function showOpenBooking(
  ctx: HttpContext,
  booking: Booking,
  shown: Omit<ShownBooking, 'returnProof'> = {}
) {
  const { as: proof, booked } = ctx.request.qs()
  const returnProof = typeof proof === 'string' ? proof : null
  const reader = readerOf(ctx, booking.business)
  const about = { ...shown, returnProof, isFresh: booked !== undefined }
  const page = await guestBookingPage(booking, about, reader, DateTime.now())
  if (page.onward?.seconds) leadOn(ctx, page.onward)
  return ctx.view.render('pages/guest/bookings/booking', page)
}

/**
 * Not a redirect to the other site itself: Chromium refuses one that follows a form (`form-action`),
 * and whoever gave no address to mail to would never see their own link. The header needs no script,
 * and the page's `Referrer-Policy` keeps that link from the other site, which is told nothing.
 */
function leadOn(
  { response }: HttpContext,
  { href, seconds }: { href: string; seconds: number | null }
) {
  response.header('Refresh', `${seconds}; url=${href}`)
}

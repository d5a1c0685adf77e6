import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { readerOf } from '#controllers/reader'
import { schedulePath } from '#formats/pages/addresses'
import type Booking from '#models/bookings/booking'
import { guestBookingPage, type ShownBooking } from '#pages/guest/bookings/booking_page'
import { findSchedulePage } from '#queries/pages/find_business_page'

/** A booking as it stands now. */
export async function showBooking(ctx: HttpContext, shown: Omit<ShownBooking, 'returnProof'> = {}) {
  return showOpenBooking(ctx, await openBooking(ctx), shown)
}

export async function showOpenBooking(
  ctx: HttpContext,
  booking: Booking,
  shown: Omit<ShownBooking, 'returnProof'> = {}
) {
  const { as: proof, booked, page: cameFrom } = ctx.request.qs()
  const returnProof = typeof proof === 'string' ? proof : null
  const reader = readerOf(ctx, booking.business)
  const about = { ...shown, returnProof, isFresh: booked !== undefined }
  const ownPage = await findOwnPage(booking, cameFrom)
  if (ownPage) ctx.view.share({ servicesPath: schedulePath(ownPage) })
  const page = await guestBookingPage(booking, about, reader, DateTime.now())
  if (page.onward?.seconds) leadOn(ctx, page.onward)
  return ctx.view.render('pages/guest/bookings/booking', { ...page, ownPage })
}

const SLUG = /^[a-z0-9-]{1,100}$/

/** The open page of a person or a team of the same business through which it was booked. */
async function findOwnPage({ businessId }: Booking, slug: unknown) {
  if (typeof slug !== 'string' || !SLUG.test(slug)) return null
  const page = await findSchedulePage(slug)
  return page?.business.id === businessId && page.own.isOpen ? page.own : null
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

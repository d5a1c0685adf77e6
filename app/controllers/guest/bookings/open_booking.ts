import type { HttpContext } from '@adonisjs/core/http'
import { speakTo } from '#controllers/reader'
import { Refusal } from '#exceptions/refusal'
import type Booking from '#models/bookings/booking'
import { findBookingByManageToken } from '#queries/bookings/find_booking_by_token'

export async function openBooking(ctx: HttpContext): Promise<Booking> {
  const booking = await findBookingByManageToken(ctx.params.token)
  if (!booking) throw new Refusal(404, 'unknown_booking')
  const { business } = booking
  const locale = speakTo(ctx, business, booking)
  ctx.view.share({ business, booking, locale })
  return booking
}

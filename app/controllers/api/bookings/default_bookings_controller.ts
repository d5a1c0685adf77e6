import type { HttpContext } from '@adonisjs/core/http'
import { placePublicBooking } from '#controllers/api/bookings/place_public_booking'
import { publicPage } from '#controllers/api/pages/public_business'
import { presentBooking } from '#shapes/bookings/booking'

export default class DefaultBookingsController {
  /** What the business has yet to approve is accepted only (seed 004). */
  async store(ctx: HttpContext) {
    const placed = await placePublicBooking(ctx, await publicPage(ctx), ctx.request.body())
    ctx.response.status(placed.outcome === 'requested' ? 202 : 201)
    return presentBooking(placed.booking, placed.outcome)
  }
}

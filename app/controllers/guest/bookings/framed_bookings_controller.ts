import type { HttpContext } from '@adonisjs/core/http'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { showOpenBooking } from '#controllers/guest/bookings/show_booking'
import { letFrame } from '#controllers/guest/framing'

/** A booking inside the site where it was made: nothing can be changed there, for whoever frames it could trick a click. */
export default class FramedBookingsController {
  async show(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    letFrame(ctx, booking.business)
    ctx.view.share({ isFramed: true })
    return showOpenBooking(ctx, booking)
  }
}

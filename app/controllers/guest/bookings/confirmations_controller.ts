import type { HttpContext } from '@adonisjs/core/http'
import { renderBooking } from '#controllers/guest/bookings/booking_page'

export default class ConfirmationsController {
  /** What became of a booking, whenever its link is opened. */
  show(ctx: HttpContext) {
    return renderBooking(ctx)
  }
}

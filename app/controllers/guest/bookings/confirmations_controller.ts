import type { HttpContext } from '@adonisjs/core/http'
import { showBooking } from '#controllers/guest/bookings/show_booking'

export default class ConfirmationsController {
  show(ctx: HttpContext) {
    return showBooking(ctx)
  }
}

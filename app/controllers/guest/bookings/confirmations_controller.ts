import type { HttpContext } from '@adonisjs/core/http'
import { renderBooking } from '#controllers/guest/bookings/booking_page'

export default class ConfirmationsController {
  show(ctx: HttpContext) {
    return renderBooking(ctx)
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { answerManaged } from '#controllers/api/bookings/managed_booking'

export default class ManagedBookingsController {
  show(ctx: HttpContext) {
    return answerManaged(ctx)
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import WithdrawMove from '#actions/requests/withdraw_move'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { managePath } from '#formats/pages/addresses'

export default class MoveWithdrawalsController {
  async store(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    await new WithdrawMove().handle({
      businessId: booking.businessId,
      bookingId: booking.id,
      by: ctx.by,
    })
    return ctx.response.redirect().status(303).toPath(managePath(booking.manageToken))
  }
}

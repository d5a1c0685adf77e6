import type { HttpContext } from '@adonisjs/core/http'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { openMoving } from '#controllers/guest/moves/open_moving'
import { readAddress } from '#controllers/guest/pages/read_address'
import { moveTimesPage } from '#pages/guest/moves/move_times_page'
import { moveMonthAddress } from '#validators/pages/guest_address'

export default class MoveTimesController {
  async show(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    const query = ctx.request.qs()
    const wanted = await readAddress(ctx, booking.business, moveMonthAddress, query)
    const moving = await openMoving(ctx, booking, wanted)
    return ctx.view.render('pages/guest/moves/move_times', await moveTimesPage(moving, wanted))
  }
}

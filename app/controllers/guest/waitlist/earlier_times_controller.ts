import type { HttpContext } from '@adonisjs/core/http'
import WaitForEarlierTime from '#actions/waitlist/wait_for_earlier_time'
import { askToWait } from '#controllers/ask_to_wait'
import { judgeChange, withinBounds } from '#controllers/booking_bounds'
import { showBooking } from '#controllers/guest/bookings/show_booking'
import { openBooking } from '#controllers/guest/bookings/open_booking'
import { managePath } from '#formats/pages/addresses'

export default class EarlierTimesController {
  async store(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    const bounded = await withinBounds(
      judgeChange(booking, null),
      () => new WaitForEarlierTime().handle({ booking, by: ctx.by }),
      ({ outcome }) => outcome === 'waiting'
    )
    if ('tooMany' in bounded) {
      const wait = askToWait(ctx, bounded.tooMany.wait)
      ctx.response.status(429)
      return showBooking(ctx, { earlierProblem: 'too_many', wait })
    }
    const { outcome } = bounded.done
    if (outcome === 'waiting' || outcome === 'waited_before') {
      return ctx.response.redirect().status(303).toPath(managePath(booking.manageToken))
    }
    ctx.response.status(409)
    return showBooking(ctx, { earlierProblem: outcome })
  }
}

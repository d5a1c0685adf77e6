import type { HttpContext } from '@adonisjs/core/http'
import { calendarWords } from '#controllers/guest/calendar_words'
import { bookingState, openBooking } from '#controllers/guest/open_booking'
import { calendarLinks } from '#formats/calendar_links'

export default class ConfirmationsController {
  /** What became of a booking, whenever its link is opened. */
  async show(ctx: HttpContext) {
    const booking = await openBooking(ctx)
    const state = bookingState(booking)
    const { as: mark } = ctx.request.qs()
    const returnMark = typeof mark === 'string' ? mark : null
    const calendars = calendarLinks({
      ...calendarWords(booking, ctx.i18n),
      startsAt: state.startsAt,
      endsAt: state.endsAt,
    })
    return ctx.view.render('pages/guest/booking', { ...state, calendars, returnMark })
  }
}

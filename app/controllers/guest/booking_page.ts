import type { HttpContext } from '@adonisjs/core/http'
import { calendarWords } from '#controllers/guest/calendar_words'
import { bookingState, openBooking, wordedTerms } from '#controllers/guest/open_booking'
import { calendarLinks } from '#formats/calendar_links'
import { waitlistPath } from '#formats/addresses'
import { findEarlierWish } from '#queries/find_waitlist_entry'

interface Shown {
  status?: number
  /** Why an earlier time cannot be waited for. */
  earlierProblem?: 'on_offer' | 'not_possible' | null
}

/** What became of a booking, as its link shows it. */
export async function renderBooking(
  ctx: HttpContext,
  { status = 200, earlierProblem = null }: Shown = {}
) {
  const booking = await openBooking(ctx)
  const state = bookingState(booking)
  const { as: mark } = ctx.request.qs()
  const returnMark = typeof mark === 'string' ? mark : null
  const calendars = calendarLinks({
    ...calendarWords(booking, ctx.i18n),
    startsAt: state.startsAt,
    endsAt: state.endsAt,
  })
  const wish = state.canWaitForEarlier ? await findEarlierWish(booking) : null
  const earlier = wish && waitlistPath(wish.token)
  const terms = wordedTerms(ctx, booking, state.timeZone)
  const page = { ...state, terms, calendars, returnMark, earlier, earlierProblem }
  return ctx.response.status(status).send(await ctx.view.render('pages/guest/booking', page))
}

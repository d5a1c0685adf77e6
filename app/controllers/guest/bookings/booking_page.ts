import type { HttpContext } from '@adonisjs/core/http'
import { DateTime } from 'luxon'
import { ownerProof } from '#config/mail'
import { calendarWords } from '#controllers/guest/times/calendar_words'
import { bookingState, openBooking, wordedTerms } from '#controllers/guest/bookings/open_booking'
import { calendarLinks } from '#formats/bookings/calendar_links'
import { waitlistPath, withQuery } from '#formats/pages/addresses'
import { againPath } from '#mails/links'
import type Booking from '#models/bookings/booking'
import { sentAt } from '#scheduling/rules/reminders'
import { findEarlierWish } from '#queries/waitlist/find_waitlist_entry'

interface Shown {
  status?: number
  earlierProblem?: 'on_offer' | 'not_possible' | 'too_many' | null
}

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
  if (!['pending', 'approved'].includes(state.status)) await booking.load('link')
  const again = withQuery(againPath(booking), { as: returnMark ?? booking.againMark })
  const page = {
    ...state,
    terms,
    again,
    ...toldOf(booking),
    calendars,
    returnMark,
    earlier,
    earlierProblem,
  }
  return ctx.response
    .status(status)
    .send(await ctx.view.render('pages/guest/bookings/booking', page))
}

function toldOf(booking: Booking) {
  const { told, business, clientTimeZone, startsAt } = booking
  const { quietHours } = business.settings
  const reminding = { startsAt: startsAt.toMillis(), timeZone: clientTimeZone, quietHours }
  const reminders = told.remindedAt.map((due) => sentAt(Date.parse(due), reminding))
  const from = told.movedFrom
  const mailsWait = ownerProof.isAsked && !told.isOwnerProven && told.mailStatus !== 'sent'
  return {
    mailStatus: mailsWait ? 'waits' : told.mailStatus,
    reminders: mailsWait ? [] : [...new Set(reminders)],
    movedFrom: from && {
      startsAt: Date.parse(from.startsAt),
      endsAt: Date.parse(from.endsAt),
      host: from.hostId === booking.hostId ? null : from.host,
    },
    canCorrectAddress: booking.canCorrectAddress(DateTime.now()),
  }
}

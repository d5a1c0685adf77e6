import type { DateTime } from 'luxon'
import { bookingTerms } from '#formats/bookings/booking_terms'
import { calendarLinks } from '#formats/bookings/calendar_links'
import { formatShortSpan } from '#formats/times/times'
import { managePath, withQuery } from '#formats/pages/addresses'
import { againPath, manageLink } from '#messages'
import type Booking from '#models/bookings/booking'
import type BookingEvent from '#models/bookings/booking_event'
import { bookingState } from '#models/bookings/booking_state'
import { calendarWords } from '#pages/calendar_words'
import { joinLinkOf } from '#pages/portal/bookings/bookings_page'
import type { PageReader } from '#pages/reader'
import { portalHistory } from '#queries/portal/portal_history'

/**
 * A booking of whoever is signed in, which proves the address as a link from a mail does. It is changed
 * on the pages that its own link opens.
 */
export async function portalBookingPage(
  booking: Booking,
  { email, reader }: { email: string; reader: PageReader },
  now: DateTime
) {
  const state = bookingState(booking, now)
  const { startsAt, endsAt, timeZone } = state
  const { returnProof } = booking
  const events = await portalHistory(email, booking.id)
  return {
    ...state,
    terms: bookingTerms(booking.toldTerms(now), { ...reader, timeZone }),
    path: managePath(booking.manageToken),
    /** Those pages speak the booking's language otherwise. */
    lang: reader.language,
    returnProof,
    again: withQuery(againPath(booking), { as: returnProof }),
    calendars: calendarLinks({
      ...{ ...calendarWords(booking, reader, now), startsAt, endsAt },
      address: manageLink(booking),
    }),
    joinLink: joinLinkOf(booking, now),
    history: events.map((event) => eventInWords(event, booking, { ...reader, timeZone })),
  }
}

/** Why is said where the business said it to the client, or the client to the business. */
const WITH_REASON = ['cancelled', 'rejected', 'move_rejected', 'moved', 'move_requested']

function eventInWords(
  event: BookingEvent,
  { business }: Booking,
  { t, locale, timeZone }: PageReader & { timeZone: string }
) {
  const { actor, kind, details, reason, createdAt } = event
  const { from, to } = details
  const span = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) =>
    formatShortSpan(Date.parse(startsAt), Date.parse(endsAt), timeZone, locale)
  const isOtherTime = event.isMoved && from && to
  return {
    at: createdAt.toMillis(),
    what: t(`portal.bookings.history.${kind}`),
    who: t(`portal.bookings.history.by.${actor}`, { business: business.name }),
    times: isOtherTime
      ? t('portal.bookings.history.times', { from: span(from), to: span(to) })
      : null,
    reason: WITH_REASON.includes(kind) ? reason : null,
  }
}

import type { DateTime } from 'luxon'
import { bookingTerms } from '#formats/bookings/booking_terms'
import { calendarLinks } from '#formats/bookings/calendar_links'
import { managePath, waitlistPath, withQuery } from '#formats/pages/addresses'
import { againPath, manageLink } from '#messages'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'
import { calendarWords } from '#pages/calendar_words'
import type { PageReader } from '#pages/reader'
import { sentAt } from '#scheduling/rules/reminders'
import { findDatesWith } from '#queries/bookings/find_booking_by_token'
import { findComingLinks } from '#queries/calendars/coming_links'
import { findEarlierTimeEntry } from '#queries/waitlist/find_waitlist_entry'
import { mailsWait } from '#queries/notifications/waits_for_proof'

export interface ShownBooking {
  /** What an earlier mail's link carried along. */
  returnProof: string | null
  /** Came here from the press that booked. */
  isFresh?: boolean
  /** Why an earlier time cannot be waited for. */
  earlierProblem?: 'on_offer' | 'not_possible' | 'too_many' | null
  /** How long, where that can be asked again later. */
  wait?: string
}

/** What became of a booking, as its link shows it. */
export async function guestBookingPage(
  booking: Booking,
  { returnProof, isFresh = false, earlierProblem = null, wait }: ShownBooking,
  reader: PageReader,
  now: DateTime
) {
  const state = bookingState(booking, now)
  const { startsAt, endsAt, timeZone } = state
  const entry = state.canWaitForEarlier ? await findEarlierTimeEntry(booking) : null
  if (!['pending', 'approved'].includes(state.status)) await booking.load('link')
  await findComingLinks([booking])
  const dates = await findDatesWith(booking)
  return {
    ...state,
    terms: bookingTerms(booking.toldTerms(now), { ...reader, timeZone }),
    again: withQuery(againPath(booking), { as: returnProof ?? booking.againProof }),
    ...toldOf(booking, now),
    dates: dates.map((date) => linkedDate(date, { isThis: date.id === booking.id, now })),
    calendars: calendarLinks({
      ...{ ...calendarWords(booking, reader, now), startsAt, endsAt },
      address: manageLink(booking),
    }),
    onward: onwardOf(booking, isFresh && state.status === 'approved', now),
    returnProof,
    choosesMails: booking.reached === 'mail' && booking.isProvenBy(returnProof),
    earlier: entry && waitlistPath(entry.token),
    earlierProblem,
    wait,
  }
}

/** One of those that were booked together. */
function linkedDate(date: Booking, { isThis, now }: { isThis: boolean; now: DateTime }) {
  return {
    startsAt: date.startsAt.toMillis(),
    status: date.statusAt(now),
    href: managePath(date.manageToken),
    isThis,
  }
}

/** What was mailed, what will be, and where it was before. */
function toldOf(booking: Booking, now: DateTime) {
  const { told, business, clientTimeZone, startsAt } = booking
  const { quietHours } = business.settings
  const reminding = { startsAt: startsAt.toMillis(), timeZone: clientTimeZone, quietHours }
  const reminders = told.remindedAt.map((due) => sentAt(Date.parse(due), reminding))
  const from = told.movedFrom
  const allWait = mailsWait(told.isOwnerProven)
  const thisWaits = allWait && told.mailStatus !== 'sent'
  return {
    mailsWait: allWait,
    mailStatus: thisWaits ? 'waits' : told.mailStatus,
    isTexted: booking.clientEmail === null && ['queued', 'sent'].includes(told.textStatus ?? ''),
    reminders: thisWaits ? [] : [...new Set(reminders)],
    movedFrom: from && {
      startsAt: Date.parse(from.startsAt),
      endsAt: Date.parse(from.endsAt),
      host: from.hostId === booking.hostId ? null : from.host,
    },
    canCorrectAddress: booking.canCorrectAddress(now),
  }
}

/** WCAG 2.2.1: whoever needs longer has this long to say that they stay. */
const LEADS_ON_SECONDS = 20
const FRESH_MINUTES = 10

/** Where the business would have its client go on, whose site that is, and after how long they are. */
function onwardOf(booking: Booking, isFresh: boolean, now: DateTime) {
  const address = booking.service.confirmationUrl
  if (!address) return null
  const { href, host } = new URL(address)
  // The address of the fresh page may have been kept, and is no longer fresh then.
  const leadsOn = isFresh && booking.createdAt > now.minus({ minutes: FRESH_MINUTES })
  return { href, site: host, seconds: leadsOn ? LEADS_ON_SECONDS : null }
}

import { formatHosts, formatPeople, formatRooms } from '#formats/bookings/hosts'
import { eventValues, wordEvent, wordTitle } from '#formats/bookings/event_wording'
import { joinLink } from '#formats/bookings/places'
import { calendarLinks } from '#formats/bookings/calendar_links'
import { unlinked } from '#formats/contacts/unlinked'
import { adminBookingLink, calendarFileLink, manageLink } from '../links.js'
import type { MailContent } from '../mail/mail_content.js'
import type { InvitedEvent } from '../mail/organized.js'
import type { Recipient } from '../mail/recipient.js'
import type { BookingSubject } from './booking_subject.js'
import { sharedPlace } from './facts.js'
import type Booking from '#models/bookings/booking'

/**
 * What the recipient's calendar is told of a booking and of the dates that were booked with it. An
 * address of the business has none that later mails would have to keep right.
 */
export function invitations(
  { booking, dates = [] }: BookingSubject,
  to: Recipient,
  method: 'REQUEST' | 'CANCEL'
): InvitedEvent[] {
  if (to.isInbox) return []
  return [booking, ...dates.slice(1)].map((date) => calendarEvent(date, to, method))
}

/** Whose booking it no longer is loses the entry; a request has none yet. */
export function staffInvitations(about: BookingSubject, to: Recipient): InvitedEvent[] {
  if (about.booking.status === 'pending') return []
  return invitations(about, to, about.formerHost?.isRecipient ? 'CANCEL' : 'REQUEST')
}

/**
 * The booking as its recipient's calendar is told of it. Entries are shared and synchronised widely:
 * no notes, no answers, and nobody's telephone number or address stands in one.
 */
function calendarEvent(
  booking: Booking,
  to: Recipient,
  method: 'REQUEST' | 'CANCEL'
): InvitedEvent {
  return {
    uid: booking.eventUid,
    sequence: booking.calendarSequence,
    method,
    status: method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    summary: title(booking, to),
    description: description(booking, to),
    location: sharedPlace(booking, to),
    attendee: { name: unlinked(to.name), email: to.email },
    url: addressFor(booking, to),
    // What a new business calls its call may be anything.
    conference: to.isOfNewBusiness ? null : joinLink(booking.service),
    stampedAt: booking.updatedAt,
  }
}

/** As it stands in a host's own calendar. */
export function entryEvent(booking: Booking, to: Recipient): InvitedEvent {
  return calendarEvent(booking, to, 'REQUEST')
}

/** Links that put the booking into a calendar by hand. */
export function calendarChoices(
  { booking }: BookingSubject,
  to: Recipient
): MailContent['calendar'] {
  const links = calendarLinks({
    title: title(booking, to),
    startsAt: booking.startsAt.toMillis(),
    endsAt: booking.endsAt.toMillis(),
    description: description(booking, to),
    location: sharedPlace(booking, to) ?? '',
    address: addressFor(booking, to),
  })
  return {
    heading: to.t('calendar.heading'),
    links: [
      { label: to.t('calendar.google'), href: links.google },
      { label: to.t('calendar.outlook'), href: links.outlook },
      { label: to.t('calendar.office365'), href: links.office },
      { label: to.t('calendar.yahoo'), href: links.yahoo },
      { label: to.t('calendar.file'), href: calendarFileLink(booking) },
    ],
  }
}

function addressFor(booking: Booking, to: Recipient): string {
  return to.isStaff ? adminBookingLink(booking) : manageLink(booking)
}

function title(booking: Booking, to: Recipient): string {
  const { calendarTitle, name: service } = booking.service
  if (calendarTitle) return unlinked(wordTitle(calendarTitle, valuesOf(booking, to)))
  return to.isStaff
    ? unlinked(to.t('calendar.for_client', { service, client: booking.clientName }))
    : unlinked(to.t('calendar.with_business', { service, business: booking.business.name }))
}

function description(booking: Booking, to: Recipient): string {
  const { instructions, calendarDetails } = booking.service
  const own = calendarDetails && wordEvent(calendarDetails, valuesOf(booking, to))
  const lines = [own, to.isStaff ? null : instructions].filter((words) => typeof words === 'string')
  return [...(own ? [] : named(booking, to)), ...lines.map(to.isOfNewBusiness ? unlinked : asItIs)]
    .filter(Boolean)
    .join('\n')
}

const asItIs = (words: string) => words

function named(booking: Booking, to: Recipient): string[] {
  const hosts = formatPeople(booking, to.locale)
  const room = formatRooms(booking, to.locale)
  return [
    ...(hosts ? [unlinked(to.t('calendar.hosts', { hosts }))] : []),
    ...(room ? [unlinked(to.t('calendar.room', { room }))] : []),
    to.t('calendar.reference', { reference: booking.reference }),
  ]
}

function valuesOf(booking: Booking, to: Recipient) {
  const host = formatHosts(booking, to.locale)
  return eventValues(booking, { host, place: sharedPlace(booking, to) })
}

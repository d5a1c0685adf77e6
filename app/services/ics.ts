import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { DateTime } from 'luxon'
import { mailtoAddress } from '#formats/contacts/mail_address'

export interface CalendarPerson {
  name: string
  email: string
}

export interface CalendarEvent {
  /** The same in every file and mail about a booking, for life; unique in the world. */
  uid: string
  /** Rises with each change; a calendar ignores a file older than what it holds. */
  sequence: number
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL'
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'
  startsAt: DateTime
  endsAt: DateTime
  summary: string
  description: string
  location: string | null
  organizer: CalendarPerson
  attendee?: CalendarPerson
  url: string
  /** When this file was made; now, unless given. */
  stampedAt?: DateTime
}

/**
 * An iCalendar file (RFC 5545, iTIP methods of RFC 5546) with one event. Times are written in UTC,
 * so it needs no VTIMEZONE; lines end in CRLF and are folded within 75 octets. No alarm: the
 * library writes it before other properties of the event, which the grammar does not allow.
 */
export function bookingCalendar(event: CalendarEvent): string {
  const calendar = ical({
    prodId: { company: 'Bellhop', product: 'Bookings', language: 'EN' },
    method: ICalCalendarMethod[event.method],
  })
  const entry = calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    status: ICalEventStatus[event.status],
    start: event.startsAt.toUTC(),
    end: event.endsAt.toUTC(),
    stamp: event.stampedAt?.toUTC(),
    summary: plain(event.summary),
    description: plain(event.description),
    location: event.location ? plain(event.location) : null,
    url: event.url,
    organizer: person(event.organizer),
  })
  if (event.attendee) {
    entry.createAttendee({
      ...person(event.attendee),
      rsvp: true,
      status: ICalAttendeeStatus.NEEDSACTION,
    })
  }
  // RFC 5545 ends every line in CRLF, the last one too.
  return `${calendar.toString()}\r\n`
}

function person({ name, email }: CalendarPerson) {
  return { name: plain(name).replaceAll('\n', ' '), email: mailtoAddress(plain(email).trim()) }
}

/** Control characters and halves of surrogate pairs have no place in a text value. */
function plain(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed()
}

import ical, {
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
} from 'ical-generator'
import type { DateTime } from 'luxon'
import { mailtoAddress } from '#formats/contacts/mail_address'
import { withoutIsolates } from '#formats/words/directions'

export interface CalendarPerson {
  name: string
  email: string
}

export interface CalendarEvent {
  /** Unique in the world, and the same in every file and mail about one booking. */
  uid: string
  /** Rises with each change, since a calendar ignores a file older than the one it holds. */
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
  /** Where one joins the call. */
  conference?: string | null
  stampedAt?: DateTime
}

/** How often a feed should be asked for. */
const FEED_SECONDS = 15 * 60

/**
 * Times are in UTC, so no VTIMEZONE. No alarm: the library writes it where RFC 5545 forbids it. Others
 * that were booked together stand in the same file, except in an invitation (RFC 5546).
 */
export function bookingCalendar(
  event: CalendarEvent,
  others: readonly CalendarEvent[] = []
): string {
  const events = [event, ...others]
  const calendar = ical({
    prodId: { company: 'Bellhop', product: 'Bookings', language: 'EN' },
    method: ICalCalendarMethod[event.method],
  })
  for (const each of events) addEntry(calendar, each)
  // RFC 5545 ends every line in CRLF, also the last one.
  return `${withConferences(calendar.toString(), events)}\r\n`
}

/** One line of a calendar that others read along. */
export interface FeedEntry {
  uid: string
  sequence: number
  startsAt: DateTime
  endsAt: DateTime
  /** From the date of `startsAt` up to that of `endsAt`, wherever it is read. */
  isWholeDay: boolean
  summary: string
  description: string | null
  url: string | null
  stampedAt: DateTime
}

/** For a calendar that asks again and again: the same entries make the same file, byte by byte. */
export function feedCalendar(name: string, entries: readonly FeedEntry[]): string {
  const calendar = ical({
    prodId: { company: 'Bellhop', product: 'Bookings', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    name: calendarText(name),
    ttl: FEED_SECONDS,
  })
  for (const entry of entries) {
    calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      status: ICalEventStatus.CONFIRMED,
      start: entry.startsAt.toUTC(),
      end: entry.endsAt.toUTC(),
      allDay: entry.isWholeDay,
      stamp: entry.stampedAt.toUTC(),
      summary: calendarText(entry.summary),
      description: entry.description && calendarText(entry.description),
      url: entry.url,
    })
  }
  return `${calendar.toString()}\r\n`
}

function addEntry(calendar: ICalCalendar, event: CalendarEvent): void {
  const entry = calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    status: ICalEventStatus[event.status],
    start: event.startsAt.toUTC(),
    end: event.endsAt.toUTC(),
    stamp: event.stampedAt?.toUTC(),
    summary: calendarText(event.summary),
    description: calendarText(event.description),
    location: event.location ? calendarText(event.location) : null,
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
}

/** RFC 7986, 5.11, which the library does not know. */
function withConferences(file: string, events: readonly CalendarEvent[]): string {
  let nth = 0
  return file.replaceAll('END:VEVENT', (end) => {
    const link = events[nth++].conference
    if (!link) return end
    return `${folded(`CONFERENCE;VALUE=URI;FEATURE=VIDEO:${new URL(link).href}`)}\r\n${end}`
  })
}

/** Of ASCII characters; RFC 5545, 3.1. */
function folded(line: string): string {
  return line.replace(/(.{74})(?=.)/g, '$1\r\n ')
}

function person({ name, email }: CalendarPerson) {
  return {
    name: calendarText(name).replaceAll('\n', ' '),
    email: mailtoAddress(calendarText(email).trim()),
  }
}

/** Control characters and halves of surrogate pairs are not allowed in a text value. */
export function calendarText(text: string): string {
  return withoutIsolates(text)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed()
}

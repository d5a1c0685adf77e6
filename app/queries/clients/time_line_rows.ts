import db from '@adonisjs/lucid/services/db'
import { bookingHosts } from '#claims'
import { type ClientChange, clientChanges } from '#history'
import Host from '#models/availability/host'
import Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'
import ClientNote from '#models/clients/client_note'
import ClientRefusal from '#models/clients/client_refusal'
import Enquiry from '#models/enquiries/enquiry'
import Notification from '#models/notifications/notification'
import { loadWritten } from '#queries/notifications/load_written'
import type { TimeLineEntry } from '#queries/clients/time_line'

/** What the entries are about; each kind in one query, however many there are. */
export interface TimeLineRow extends TimeLineEntry {
  booking?: Booking
  event?: BookingEvent
  /** Who gives it since that event, where it went to somebody else. */
  handedOver?: { host: string; former: string }
  mail?: Notification
  note?: ClientNote
  enquiry?: Enquiry
  refusal?: ClientRefusal
  change?: ClientChange
}

export async function timeLineRows(entries: TimeLineEntry[]): Promise<TimeLineRow[]> {
  const idsOf = (kind: TimeLineEntry['kind']) =>
    entries.flatMap((entry) => (entry.kind === kind ? [entry.id] : []))
  const events = byId(await find(idsOf('event'), eventsOf))
  const hosts = byId(await find(handedOverBetween([...events.values()]), hostsOf))
  const booked = [...idsOf('booking'), ...[...events.values()].map(({ bookingId }) => bookingId)]
  const bookings = byId(await find(booked, bookingsOf))
  const mails = byId(await find(idsOf('mail'), mailsOf))
  const notes = byId(await find(idsOf('note'), notesOf))
  const enquiries = byId(await find(idsOf('enquiry'), enquiriesOf))
  const refusals = byId(await find(idsOf('refusal'), refusalsOf))
  const changes = byId(await find(idsOf('change'), changesOf))
  return entries.map((entry) => {
    const { kind, id } = entry
    switch (kind) {
      case 'booking':
        return { ...entry, booking: bookings.get(id) }
      case 'event': {
        const event = events.get(id)
        const handedOver = event && handedOverIn(event, hosts)
        return { ...entry, event, handedOver, booking: event && bookings.get(event.bookingId) }
      }
      case 'mail':
        return { ...entry, mail: mails.get(id) }
      case 'note':
        return { ...entry, note: notes.get(id) }
      case 'enquiry':
        return { ...entry, enquiry: enquiries.get(id) }
      case 'refusal':
        return { ...entry, refusal: refusals.get(id) }
      case 'change':
        return { ...entry, change: changes.get(id) }
    }
  })
}

function handedOverBetween(events: BookingEvent[]): number[] {
  return events
    .filter(({ isHandedOver }) => isHandedOver)
    .flatMap(({ details: { from, to } }) => [Number(from?.hostId), Number(to?.hostId)])
}

function handedOverIn({ details: { from, to } }: BookingEvent, hosts: Map<number, Host>) {
  const former = hosts.get(from?.hostId ?? 0)?.name
  const host = hosts.get(to?.hostId ?? 0)?.name
  return former && host && former !== host ? { host, former } : undefined
}

async function find<Row>(ids: number[], rowsOf: (ids: number[]) => Promise<Row[]>) {
  return ids.length === 0 ? [] : rowsOf(ids)
}

function byId<Row extends { id: number }>(rows: Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [Number(row.id), row]))
}

const eventsOf = (ids: number[]) => BookingEvent.query().whereIn('id', ids).preload('user').exec()

const hostsOf = (ids: number[]) => Host.query().whereIn('id', ids).exec()

const bookingsOf = (ids: number[]) =>
  Booking.query()
    .select('bookings.*', bookingHosts())
    .whereIn('id', ids)
    .preload('service')
    .preload('host')
    .exec()

async function mailsOf(ids: number[]) {
  const mails = await Notification.query()
    .whereIn('id', ids)
    .preload('booking', (booking) => booking.preload('service'))
  await loadWritten(mails)
  return mails
}

const notesOf = (ids: number[]) => ClientNote.query().whereIn('id', ids).preload('user').exec()

const enquiriesOf = (ids: number[]) => Enquiry.query().whereIn('id', ids).preload('service').exec()

const refusalsOf = (ids: number[]) =>
  ClientRefusal.query().whereIn('id', ids).preload('service').exec()

const changesOf = (ids: number[]) => clientChanges(db.connection(), ids)

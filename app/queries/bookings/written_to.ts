import type { DateTime } from 'luxon'
import { bookingHosts } from '#claims'
import Client from '#models/clients/client'
import Booking from '#models/bookings/booking'
import GroupSession from '#models/sessions/group_session'

export type Audience =
  | { kind: 'booking'; id: number }
  /** By their record, about no booking. */
  | { kind: 'client'; id: number }
  | { kind: 'session'; id: number }
  /** Whatever begins on that day, by the zone of the day. */
  | { kind: 'day'; day: DateTime }
  | { kind: 'bookings'; ids: readonly number[] }

/** Somebody to write to, and the booking that it is about. */
export interface Addressee {
  /** Of the booking, else of the client. */
  id: number
  name: string
  email: string | null
  phone: string | null
  booking: Booking | null
}

/** Null where what the audience names is not there. */
export async function addresseesOf(
  businessId: number,
  audience: Audience,
  now: DateTime
): Promise<Addressee[] | null> {
  if (audience.kind === 'client') return partWrittenTo(businessId, audience.id)
  const bookings = await bookingsWrittenTo(businessId, audience, now)
  return (
    bookings &&
    bookings.map((booking) => ({
      ...{ id: booking.id, name: booking.clientName, booking },
      ...{ email: booking.clientEmail, phone: booking.clientPhone },
    }))
  )
}

/** The part of a client's record whose address is written to: its own, else the first that has one. */
async function partWrittenTo(businessId: number, recordId: number): Promise<Addressee[] | null> {
  const [part] = await Client.query()
    .where({ businessId })
    .where('record_id', recordId)
    .orderByRaw('email is null, id <> record_id, id')
    .limit(1)
  if (!part) return null
  const { id, name, email, phone } = part
  return [{ id, name, email, phone, booking: null }]
}

type Booked = Exclude<Audience, { kind: 'client' }>

/** Whose bookings stand; where bookings are named, those, however they stand. */
async function bookingsWrittenTo(
  businessId: number,
  audience: Booked,
  now: DateTime
): Promise<Booking[] | null> {
  const bookings = Booking.query()
    .select('bookings.*', bookingHosts())
    .where({ businessId })
    .preload('service')
    .preload('host')
  if (audience.kind === 'booking' || audience.kind === 'bookings') {
    const ids = audience.kind === 'booking' ? [audience.id] : [...audience.ids]
    // Of several of one client the latest is spoken of.
    const found = await bookings.whereIn('id', ids).orderBy('starts_at', 'desc').orderBy('id')
    return found.length > 0 ? found : null
  }
  const moment = now.toJSDate()
  bookings
    .orderBy('starts_at')
    .orderBy('id')
    .where((standing) =>
      standing
        .whereIn('status', ['approved', 'completed', 'no_show'])
        .orWhere((waiting) => waiting.where('status', 'pending').where('expires_at', '>', moment))
    )
  if (audience.kind === 'day') {
    const { day } = audience
    return bookings
      .where('starts_at', '>=', day.startOf('day').toJSDate())
      .where('starts_at', '<', day.startOf('day').plus({ days: 1 }).toJSDate())
  }
  const session = await GroupSession.query().where({ businessId, id: audience.id }).first()
  return session ? bookings.where('session_id', session.id) : null
}

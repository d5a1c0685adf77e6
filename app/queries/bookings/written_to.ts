import type { DateTime } from 'luxon'
import { bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import GroupSession from '#models/sessions/group_session'

export type Audience =
  | { kind: 'booking'; id: number }
  | { kind: 'session'; id: number }
  /** Whatever begins on that day, by the zone of the day. */
  | { kind: 'day'; day: DateTime }
  | { kind: 'bookings'; ids: readonly number[] }

/** Whose bookings stand; where bookings are named, those, however they stand. Null where it is not there. */
export async function bookingsWrittenTo(
  businessId: number,
  audience: Audience,
  now: DateTime
): Promise<Booking[] | null> {
  const bookings = Booking.query()
    .select('bookings.*', bookingHosts())
    .where({ businessId })
    .preload('service')
    .preload('host')
    .orderBy('starts_at')
    .orderBy('id')
  if (audience.kind === 'booking' || audience.kind === 'bookings') {
    const ids = audience.kind === 'booking' ? [audience.id] : [...audience.ids]
    const found = await bookings.whereIn('id', ids)
    return found.length > 0 ? found : null
  }
  const moment = now.toJSDate()
  bookings.where((standing) =>
    standing
      .whereIn('status', ['approved', 'completed', 'no_show'])
      .orWhere((asked) => asked.where('status', 'pending').where('expires_at', '>', moment))
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

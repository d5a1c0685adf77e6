import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type CalendarEntry from '#models/calendars/calendar_entry'
import { addressOf } from '#pages/address_of'

/** Where a booking is moved to when its entry was, by the clocks of `now`; null where it cannot be. */
export function moveThere(
  { asks, movedStartsAt }: Pick<CalendarEntry, 'asks' | 'movedStartsAt'>,
  { id: move, sessionId, startsAt }: Pick<Booking, 'id' | 'sessionId' | 'startsAt'>,
  now: DateTime
): string | null {
  if (asks !== 'moved_there' || movedStartsAt === null) return null
  // It stands for all who come to the session.
  if (sessionId !== null) return addressOf('owner.group_sessions.show', { id: sessionId })
  if (movedStartsAt <= now || +movedStartsAt === +startsAt) return null
  const local = movedStartsAt.setZone(now.zone)
  const query = { move, date: local.toISODate(), time: local.toFormat('HH:mm') }
  return addressOf('owner.new_bookings.create', {}, { query })
}

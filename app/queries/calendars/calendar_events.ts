import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import CalendarEntry from '#models/calendars/calendar_entry'
import type Booking from '#models/bookings/booking'

const STANDING = ['written', 'moved_there']

/** What stands for each in the calendar of the host who is named with it. */
export async function findCalendarEvents(
  bookings: readonly Booking[],
  client?: QueryClient
): Promise<void> {
  const ids = bookings.map(({ id }) => id)
  const entries = await CalendarEntry.query({ client })
    .select('bookingId', 'hostId', 'remoteId', 'link')
    .whereIn('bookingId', ids)
    .whereIn('state', STANDING)
  for (const booking of bookings) {
    const { id, hostId } = booking
    const entry = entries.find((each) => each.bookingId === id && each.hostId === hostId)
    booking.$extras.calendar_event = entry && { id: entry.remoteId, url: entry.link }
  }
}

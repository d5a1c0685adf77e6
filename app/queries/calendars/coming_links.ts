import db from '@adonisjs/lucid/services/db'
import { CALLS_MADE } from '#formats/bookings/calls_made'
import { isOnline } from '#formats/bookings/places'
import type Booking from '#models/bookings/booking'
import { sql } from '#transactions'

/** Of a session one entry stands for all. One that failed for good promises nothing. */
const COMING = `
  select bookings.id from bookings
    join calendars on calendars.host_id = bookings.host_id and calendars.is_written
    join calendar_connections connections
      on connections.id = calendars.connection_id and connections.state = 'connected'
   where bookings.id = any(:ids) and bookings.status = 'approved'
     and bookings.ends_at > clock_timestamp()
     and jsonb_exists(cast(:made as jsonb)->connections.provider, bookings.wording->>'locationType')
     and exists (
       select from calendar_entries entries join bookings told on told.id = entries.booking_id
        where (told.id = bookings.id or told.session_id = bookings.session_id)
          and entries.host_id = bookings.host_id and entries.is_owed
          and entries.join_link is null)`

/** For which of them a calendar is yet to make the link to the call. */
export async function findComingLinks(bookings: readonly Booking[]): Promise<void> {
  const linkless = bookings.filter(({ status, service }) => {
    return status === 'approved' && isOnline(service) && !service.locationDetails?.trim()
  })
  if (linkless.length === 0) return
  const ids = linkless.map(({ id }) => id)
  const made = JSON.stringify(CALLS_MADE)
  const coming = await sql<{ id: number }>(db.connection(), COMING, { ids, made })
  const comingIds = new Set(coming.map(({ id }) => Number(id)))
  for (const booking of linkless) booking.$extras.link_is_coming = comingIds.has(booking.id)
}

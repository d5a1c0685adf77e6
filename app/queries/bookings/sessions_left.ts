import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { hasTakenSeats } from '#claims'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

interface Leaving {
  bookingIds: number[]
  /** A move that is only asked for leaves the booking where it is. */
  isRequest?: boolean
  now: Instant
}

/** Of each booking, the sessions that it or its waiting move began and is alone in: they end with it. */
export async function sessionsLeft(
  client: QueryClient,
  { bookingIds, isRequest = false, now }: Leaving
): Promise<Map<number, number[]>> {
  const rows = await sql<{ bookingId: number; id: number }>(
    client,
    `select bookings.id as "bookingId", sessions.id
     from bookings
       left join move_requests
         on move_requests.booking_id = bookings.id and move_requests.status = 'pending'
       join group_sessions as sessions on sessions.id = any (array[move_requests.session_id,
         case when not cast(:isRequest as boolean) then bookings.session_id end])
     where bookings.id = any (cast(:bookingIds as bigint[])) and not sessions.is_planned
       and not ${hasTakenSeats('sessions.id', 'bookings.id')}`,
    { bookingIds, isRequest, now: new Date(now) }
  )
  const byBooking = Map.groupBy(rows, ({ bookingId }) => bookingId)
  return new Map([...byBooking].map(([id, each]) => [id, each.map((row) => row.id)]))
}

import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

const IS_DUE = `
  (outside_bookings.next_attempt_at is null
    or outside_bookings.next_attempt_at <= clock_timestamp())
  and (outside_bookings.leased_until is null or outside_bookings.leased_until <= clock_timestamp())`

/** To be brought in; the longest waiting first. */
export async function wantedOutside(client: QueryClient, limit: number): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    client,
    `select id from outside_bookings where state = 'wanted' and ${IS_DUE}
      order by told_at, id limit :limit`,
    { limit }
  )
  return rows.map(({ id }) => id)
}

/**
 * Changed here since Cal.com last said how they stand. What came from there stands here as it does
 * there, so it is none of these.
 */
export async function changedHere(client: QueryClient, limit: number): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    client,
    `select outside_bookings.id from outside_bookings
       join bookings on bookings.outside_booking_id = outside_bookings.id
       join calcom_bridges on calcom_bridges.business_id = outside_bookings.business_id
      where outside_bookings.source = 'calcom' and outside_bookings.state = 'settled'
        and not outside_bookings.is_cancelled and outside_bookings.push_problem is null
        and calcom_bridges.api_key is not null
        and (bookings.status = 'cancelled'
          or bookings.status = 'approved' and bookings.starts_at <> outside_bookings.starts_at)
        and outside_bookings.starts_at > clock_timestamp() and ${IS_DUE}
      order by bookings.updated_at, outside_bookings.id limit :limit`,
    { limit }
  )
  return rows.map(({ id }) => id)
}

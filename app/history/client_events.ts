import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

const ATTENDED = `('approved', 'completed', 'no_show')`

/**
 * Rows of `kind`, `id` and `at`: what happened with the bookings of `members`, ids of clients. Who
 * booked at once and who came is said by the bookings themselves.
 */
export const EVENTS_OF_MEMBERS = `
  select 'event' as kind, booking_events.id, booking_events.created_at as at
    from booking_events join bookings on bookings.id = booking_events.booking_id
   where bookings.client_id in (select id from members)
     and (booking_events.details->>'kind' is not null
       or not (coalesce(from_status, 'approved') in ${ATTENDED} and to_status in ${ATTENDED}))`

/** The same for what was done with their records. Needs `:businessId`. */
export const CHANGES_OF_MEMBERS = `
  select 'change' as kind, id, created_at as at from audit_entries
   where business_id = :businessId and subject_type = 'client'
     and subject_id in (select id from members) and action <> 'client.noted'`

export interface ClientChange {
  id: number
  /** Such as `blocked`. */
  what: string
  who: string | null
}

export async function clientChanges(client: QueryClient, ids: number[]): Promise<ClientChange[]> {
  return sql<ClientChange>(
    client,
    `select audit_entries.id, split_part(action, '.', 2) as what, users.full_name as who
       from audit_entries left join users on users.id = user_id
      where audit_entries.id = any(cast(:ids as bigint[]))`,
    { ids }
  )
}

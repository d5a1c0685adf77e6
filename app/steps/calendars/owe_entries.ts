import type {
  QueryClientContract as QueryClient,
  TransactionClientContract as Transaction,
} from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

const OWED = `is_owed = true, attempts = calendar_entries.attempts + 1, tries = 0,
  next_attempt_at = clock_timestamp()`

/**
 * For what was booked with that host before their bookings were written there. What somebody is asked
 * about stays until they answer.
 */
export async function oweEntriesOf(trx: Transaction, hostId: number): Promise<void> {
  await sql(
    trx,
    `insert into calendar_entries (business_id, booking_id, host_id)
     select business_id, id, :hostId from bookings
     where host_id = :hostId and status = 'approved' and ends_at > clock_timestamp()
     on conflict (booking_id, host_id) do update
       set ${OWED} where calendar_entries.state not in ('missing', 'moved_there')`,
    { hostId }
  )
  // Of those who give it together with somebody else.
  await sql(
    trx,
    `update calendar_entries set ${OWED}
     from bookings
     where calendar_entries.host_id = :hostId and calendar_entries.state = 'written'
       and bookings.id = booking_id and bookings.host_id <> :hostId
       and bookings.status = 'approved' and ends_at > clock_timestamp()`,
    { hostId }
  )
}

/** What stands there for bookings yet to come: their host has them written nowhere by now. */
export async function oweRemovalsOf(trx: Transaction, hostId: number): Promise<void> {
  await sql(
    trx,
    `update calendar_entries set ${OWED}
     from bookings
     where calendar_entries.host_id = :hostId and calendar_id is not null
       and state in ('wanted', 'written')
       and bookings.id = booking_id and ends_at > clock_timestamp()`,
    { hostId }
  )
}

/** Entries that were put off or failed for good are due at once: their calendar can be reached again. */
export async function hastenEntries(client: QueryClient, connectionId: number): Promise<void> {
  await sql(
    client,
    `update calendar_entries
     set is_owed = true, attempts = attempts + 1, tries = 0, next_attempt_at = clock_timestamp()
     where last_problem is not null and (
       calendar_id in (select id from calendars where connection_id = :connectionId)
       or calendar_id is null and host_id in (
         select host_id from calendars where connection_id = :connectionId and is_written))`,
    { connectionId }
  )
}

/** What was written there stays there, and is no longer known here. */
export async function letGoOfEntries(trx: Transaction, connectionId: number): Promise<void> {
  await sql(
    trx,
    `update calendar_entries
     set calendar_id = null, remote_id = null, etag = null, link = null, join_link = null,
       state = 'wanted', written_version = null, moved_starts_at = null, moved_ends_at = null,
       is_owed = false
     where calendar_id in (select id from calendars where connection_id = :connectionId)`,
    { connectionId }
  )
}

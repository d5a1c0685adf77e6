import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type Calendar from '#models/calendars/calendar'
import { sql } from '#transactions'

/** Of a time that no horizon reaches. */
const YEARS = 10

/** Until it is read, nobody knows when its host is busy, so they are. */
export async function blockUnread(trx: Transaction, calendarIds: readonly number[]): Promise<void> {
  await sql(
    trx,
    `insert into calendar_busy (business_id, host_id, calendar_id, starts_at, ends_at, source)
     select business_id, host_id, id, clock_timestamp() - interval '1 day',
       clock_timestamp() + make_interval(years => :years), 'calendar:' || id || ':unread'
     from calendars
     where id = any(cast(:ids as bigint[])) and blocks and read_at is null
       and not exists (select from calendar_busy where calendar_id = calendars.id)`,
    { ids: [...calendarIds], years: YEARS }
  )
}

/** It no longer blocks, and is read anew should it block again. */
export async function forgetRead(trx: Transaction, calendar: Calendar): Promise<void> {
  calendar.merge({ syncToken: null, readAt: null, readWholeAt: null })
  await sql(trx, 'delete from calendar_busy where calendar_id = :id', { id: calendar.id })
}

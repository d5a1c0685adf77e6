import { createHash } from 'node:crypto'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type Calendar from '#models/calendars/calendar'
import type { Span } from '#scheduling/types'
import { sql } from '#transactions'

/** What a provider told, without what we wrote there ourselves. */
export interface CalendarRead {
  /** Everything that there is in the window; else only what has changed. */
  isWhole: boolean
  events: readonly ReadTime[]
  goneIds: readonly string[]
}

interface ReadTime {
  id: string
  seriesId: string | null
  span: Span
  isBusy: boolean
}

const LONGEST_SOURCE = 255

/** Writes only what differs, since each change makes the public pages afresh. */
const KEEP = `
  with given as (
    select * from unnest(cast(:sources as text[]), cast(:seriesIds as text[]),
      cast(:starts as timestamptz[]), cast(:ends as timestamptz[]))
      as given (source, series_id, starts_at, ends_at)
  ), gone as (
    delete from calendar_busy as known
     where known.calendar_id = :calendarId
       and (:isWhole or known.source = any(cast(:touched as text[]))
         or known.series_id = any(cast(:goneIds as text[])))
       and not exists (select from given
         where given.source = known.source and given.starts_at = known.starts_at
           and given.ends_at = known.ends_at)
  )
  insert into calendar_busy
    (business_id, host_id, calendar_id, series_id, starts_at, ends_at, source)
  select :businessId, :hostId, :calendarId, nullif(given.series_id, ''), given.starts_at,
    given.ends_at, given.source
  from given
  where not exists (select from calendar_busy as known
    where known.calendar_id = :calendarId and known.source = given.source
      and known.starts_at = given.starts_at and known.ends_at = given.ends_at)`

export async function keepBusy(
  trx: Transaction,
  { id: calendarId, businessId, hostId }: Calendar,
  { isWhole, events, goneIds }: CalendarRead
): Promise<void> {
  const bySource = new Map(events.map((event) => [sourceOf(calendarId, event.id), event]))
  const busy = [...bySource].filter(([, { isBusy, span }]) => isBusy && span.end > span.start)
  const moments = (of: 'start' | 'end') =>
    busy.map(([, { span }]) => new Date(span[of]).toISOString())
  await sql(trx, KEEP, {
    ...{ calendarId, businessId, hostId, isWhole },
    sources: busy.map(([source]) => source),
    seriesIds: busy.map(([, { seriesId }]) => seriesId ?? ''),
    starts: moments('start'),
    ends: moments('end'),
    touched: [...bySource.keys(), ...goneIds.map((id) => sourceOf(calendarId, id))],
    goneIds: [...goneIds],
  })
}

function sourceOf(calendarId: number, eventId: string): string {
  const source = `calendar:${calendarId}:${eventId}`
  if (source.length <= LONGEST_SOURCE) return source
  const hash = createHash('sha256').update(eventId).digest('base64url')
  return `calendar:${calendarId}:#${hash}`
}

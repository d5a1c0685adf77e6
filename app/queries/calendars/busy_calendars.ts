import db from '@adonisjs/lucid/services/db'
import type { Span } from '#scheduling/types'
import { sql } from '#transactions'

/** A calendar elsewhere that makes its host busy. */
export interface BusyCalendar extends Span {
  hostId: number
  name: string
  connectionId: number
}

const MOST = 20

/** Those that make any of the hosts busy in the span; earliest first. */
export function busyCalendars(hostIds: readonly number[], { start, end }: Span) {
  return sql<BusyCalendar>(
    db.connection(),
    `select busy.host_id as "hostId", calendars.name, calendars.connection_id as "connectionId",
       round(date_part('epoch', busy.starts_at) * 1000) as "start",
       round(date_part('epoch', busy.ends_at) * 1000) as "end"
     from calendar_busy as busy join calendars on calendars.id = busy.calendar_id
     where busy.host_id = any(cast(:hostIds as bigint[])) and tstzrange(busy.starts_at, busy.ends_at)
       && tstzrange(cast(:from as timestamptz), cast(:until as timestamptz))
     order by busy.starts_at, busy.id limit :most`,
    {
      ...{ hostIds: [...hostIds], most: MOST },
      from: new Date(start).toISOString(),
      until: new Date(end).toISOString(),
    }
  )
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { ReadyToPlan } from './ready_to_plan.js'
import { claimsOf, holdersOf, isFree } from '#claims'
import type SessionSeries from '#models/sessions/session_series'
import { buffersOf } from '#scheduling/rules/buffers'
import { MINUTE } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

export interface DatedStart {
  date: string
  start: Instant
}

interface NewSessions {
  series: SessionSeries
  ready: ReadyToPlan
  dates: readonly DatedStart[]
}

const CLAIMED = claimsOf({
  rows: 'session',
  hostIds: ':hostIds',
  businessId: 'business_id',
  serviceId: 'cast(:serviceId as bigint)',
  expiresAt: 'null',
})

/** One statement for a year of dates: those whose hosts are free, with their claims; the series has the entry in the audit. */
const INSERT = `
  with wanted as (
    select * from unnest(cast(:dates as date[]), cast(:starts as timestamptz[]),
      cast(:ends as timestamptz[])) as wanted (series_date, starts_at, ends_at)
  ), free as (
    select wanted.*, row_number() over (order by wanted.starts_at) as number from wanted
    where ${isFree('wanted.starts_at', 'wanted.ends_at')}
  ), ${holdersOf('free')}, numbered as (
    select id, row_number() over (order by id) as number from holder
  ), session as (
    insert into group_sessions (id, business_id, service_id, host_id, series_id, series_date,
      starts_at, ends_at, capacity, booking_deadline_hours, is_bookable, is_planned, status)
    select numbered.id, :businessId, :serviceId, :hostId, :seriesId, free.series_date,
      free.starts_at, free.ends_at, :capacity, :deadlineHours, true, true, 'scheduled'
    from free join numbered using (number)
    returning id, business_id, series_date, starts_at, ends_at
  ),
  ${CLAIMED}
  select cast(series_date as text) as date from session`

/** Returns the planned dates; on the others the hosts are taken. */
export async function insertSessions(
  trx: Transaction,
  { series, ready, dates }: NewSessions
): Promise<Set<string>> {
  if (dates.length === 0) return new Set()
  const length = series.durationMinutes * MINUTE
  const rows = await sql<{ date: string }>(trx, INSERT, {
    dates: dates.map(({ date }) => date),
    starts: dates.map(({ start }) => new Date(start).toISOString()),
    ends: dates.map(({ start }) => new Date(start + length).toISOString()),
    hostIds: ready.hostIds,
    ...buffersOf(ready.rules),
    businessId: series.businessId,
    serviceId: series.serviceId,
    hostId: series.hostId,
    seriesId: series.id,
    capacity: series.capacity,
    deadlineHours: series.bookingDeadlineHours,
  })
  return new Set(rows.map(({ date }) => date))
}

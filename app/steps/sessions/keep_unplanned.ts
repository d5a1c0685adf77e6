import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { By } from '#models/by'
import type SessionSeries from '#models/sessions/session_series'
import type { UnplannedReason } from '#models/sessions/unplanned_date'
import { datesNotPlanned } from '#messages'
import { owe } from '#outbox'
import { sql } from '#transactions'

export interface DateNotPlanned {
  date: string
  reason: UnplannedReason
}

interface Unplanned {
  series: SessionSeries
  dates: readonly DateNotPlanned[]
}

export async function keepUnplanned(
  trx: Transaction,
  { series, dates }: Unplanned
): Promise<string[]> {
  const rows = await sql<{ date: string; isNew: boolean }>(
    trx,
    `with gone as (
       delete from unplanned_dates
       where series_id = :seriesId and date <> all(cast(:dates as date[]))
     )
     insert into unplanned_dates (business_id, series_id, date, reason)
     select cast(:businessId as bigint), cast(:seriesId as bigint), date, reason
     from unnest(cast(:dates as date[]), cast(:reasons as text[])) as dates (date, reason)
     on conflict (series_id, date) do update set reason = excluded.reason
     returning cast(date as text) as date, xmax = 0 as "isNew"`,
    {
      businessId: series.businessId,
      seriesId: series.id,
      dates: dates.map(({ date }) => date),
      reasons: dates.map(({ reason }) => reason),
    }
  )
  return rows.filter(({ isNew }) => isNew).map(({ date }) => date)
}

export async function tellNotPlanned(
  trx: Transaction,
  series: SessionSeries,
  dates: readonly string[],
  by: By
): Promise<void> {
  if (dates.length === 0) return
  await owe(trx, datesNotPlanned, {
    businessId: series.businessId,
    subject: { type: 'session_series', id: series.id },
    occurrence: dates[0],
    data: { count: dates.length },
    by,
  })
}

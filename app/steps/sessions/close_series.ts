import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { callOffSessions, lockWaitingFor } from './waiting_for_sessions.js'
import { hasTakenSeats, releasedOf } from '#claims'
import { recordSettingsChange } from '#history'
import type { By } from '#models/by'
import type SessionSeries from '#models/sessions/session_series'
import type { OwedMail } from '#outbox'
import { sql } from '#transactions'

const CANCEL_EMPTY = `
  with coming as (
    select id, ${hasTakenSeats('sessions.id')} as is_taken
    from group_sessions as sessions
    where series_id = :seriesId and status = 'scheduled'
      and starts_at > cast(:now as timestamptz)
    for no key update
  ), cancelled as (
    update group_sessions set status = 'cancelled', updated_at = cast(:now as timestamptz)
    from coming where group_sessions.id = coming.id and not coming.is_taken
    returning group_sessions.id, group_sessions.business_id
  ),
  ${releasedOf('cancelled')}
  select cast((select count(*) from cancelled) as integer) as cancelled,
    cast((select count(*) from coming where is_taken) as integer) as left`

interface SeriesToClose {
  series: SessionSeries
  now: DateTime
  by: By
}

/** How many of its dates were called off, and how many stay for those who are booked. */
export interface ClosedSeries {
  cancelled: number
  left: number
}

/** Call it with its hosts locked, and the series after them. */
export async function closeSeries(
  trx: Transaction,
  { series, now, by }: SeriesToClose
): Promise<{ counts: ClosedSeries; owed: OwedMail[] }> {
  const { id: seriesId, businessId } = series
  const entries = await lockWaitingFor(trx, { column: 'series_id', id: seriesId })
  await series.merge({ isActive: false }).save()
  await series.related('unplannedDates').query().delete()
  const [counts] = await sql<ClosedSeries>(trx, CANCEL_EMPTY, {
    ...{ seriesId, now: now.toJSDate() },
  })
  await recordSettingsChange(trx, {
    businessId,
    action: 'session_series.ended',
    subjectType: 'session_series',
    subjectId: seriesId,
    changes: { ...counts },
    by,
  })
  return { counts, owed: await callOffSessions(trx, { entries, now, by }) }
}

import type { By } from '#models/by'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { type DatedStart, insertSessions } from './insert_sessions.js'
import { type DateNotPlanned, keepUnplanned } from './keep_unplanned.js'
import type { ReadyToPlan } from './ready_to_plan.js'
import { recordSettingsChange } from '#history'
import type SessionSeries from '#models/sessions/session_series'
import { seriesDates } from '#scheduling/slots/series_dates'
import type { Instant } from '#scheduling/types'
import { dateAt, instantAt } from '#scheduling/time/zones'

export interface PlannedDates {
  planned: string[]
  unplanned: DateNotPlanned[]
  news: string[]
}

/** A session must be planned before anybody may book its time (730 days), and a week more. */
const DAYS_AHEAD = 737

type Rhythm = Parameters<typeof seriesDates>[0] & Pick<SessionSeries, 'startsTime'>

export function comingDates(series: Rhythm, timeZone: string, now: DateTime): DatedStart[] {
  return seriesDates(series, dateAt(timeZone, now.toMillis()), DAYS_AHEAD)
    .map((date) => ({ date, start: instantAt(timeZone, date, series.startsTime) }))
    .filter(({ start }) => start > now.toMillis())
}

interface Planning {
  series: SessionSeries
  ready: ReadyToPlan
  dates: readonly DatedStart[]
  closed: ReadonlyMap<Instant, unknown>
  action: 'planned' | 'continued'
  by: By
}

export async function planDates(trx: Transaction, planning: Planning): Promise<PlannedDates> {
  const { series, ready, dates, closed, action, by } = planning
  const isWanted = ({ start }: DatedStart) => series.plansOnClosedDates || !closed.has(start)
  const wanted = dates.filter(isWanted)
  const planned = await insertSessions(trx, { series, ready, dates: wanted })
  const unplanned = dates
    .filter(({ date }) => !planned.has(date))
    .map((each) => ({
      date: each.date,
      reason: isWanted(each) ? ('taken' as const) : ('closed' as const),
    }))
  await recordPlanned(trx, series, { action, planned: planned.size, by })
  const news = await keepUnplanned(trx, { series, dates: unplanned })
  return { planned: [...planned], unplanned, news }
}

interface Planned {
  action: 'planned' | 'continued'
  /** How many dates are in the diary. */
  planned: number
  by: By
}

/** One entry, however many dates; what a job finds nothing new for is none. */
export async function recordPlanned(
  trx: Transaction,
  series: SessionSeries,
  { action, planned, by }: Planned
): Promise<void> {
  if (planned === 0 && action === 'continued') return
  const { id, businessId, firstDate, startsTime, everyWeeks, capacity } = series
  await recordSettingsChange(trx, {
    ...{ businessId, by, action: `session_series.${action}` },
    ...{ subjectType: 'session_series', subjectId: id },
    changes: { planned, firstDate, startsTime, weeks: everyWeeks, capacity },
  })
}

import type { By } from '#models/by'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { type DatedStart, insertSessions } from './insert_sessions.js'
import { type DateNotPlanned, keepUnplanned } from './keep_unplanned.js'
import type { ReadyToPlan } from './ready_to_plan.js'
import type SessionSeries from '#models/sessions/session_series'
import { seriesDates } from '#scheduling/slots/series_dates'
import type { Instant } from '#scheduling/types'
import { dateAt, instantAt } from '#scheduling/time/zones'

/** Dates (`YYYY-MM-DD`) of a series: now in the diary, and those that are not. */
export interface PlannedDates {
  planned: string[]
  unplanned: DateNotPlanned[]
  /** Of the latter, those that were not known yet. */
  news: string[]
}

/**
 * As far ahead as any booking may be made (the longest horizon is 730 days), so that a session guards
 * its host's time from all of them; and a week more, which the job takes its time of.
 */
const DAYS_AHEAD = 737

type Rhythm = Parameters<typeof seriesDates>[0] & Pick<SessionSeries, 'startsTime'>

/** The dates of a series that are to come, as far ahead as they stand in the diary. */
export function comingDates(series: Rhythm, timeZone: string, now: DateTime): DatedStart[] {
  return seriesDates(series, dateAt(timeZone, now.toMillis()), DAYS_AHEAD)
    .map((date) => ({ date, start: instantAt(timeZone, date, series.startsTime) }))
    .filter(({ start }) => start > now.toMillis())
}

interface Planning {
  series: SessionSeries
  ready: ReadyToPlan
  /** Those of its coming dates that are not in the diary yet. */
  dates: readonly DatedStart[]
  /** Whose hours leave out which of them. */
  closed: ReadonlyMap<Instant, unknown>
  by: Pick<By, 'userId' | 'requestId'>
}

/** Puts into the diary what can be there, and keeps what cannot, with the reason. */
export async function planDates(trx: Transaction, planning: Planning): Promise<PlannedDates> {
  const { series, ready, dates, closed, by } = planning
  const isWanted = ({ start }: DatedStart) => series.plansOnClosedDates || !closed.has(start)
  const wanted = dates.filter(isWanted)
  const planned = await insertSessions(trx, { series, ready, dates: wanted, by })
  const unplanned = dates
    .filter(({ date }) => !planned.has(date))
    .map((each) => ({
      date: each.date,
      reason: isWanted(each) ? ('taken' as const) : ('closed' as const),
    }))
  const news = await keepUnplanned(trx, { series, dates: unplanned })
  return { planned: [...planned], unplanned, news }
}

import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { databaseNow } from '#actions/bookings/lock_booking'
import PlanSession from '#actions/sessions/plan_session'
import SessionSeries from '#models/session_series'
import { seriesDates } from '#scheduling/series_dates'
import { dateAt, instantAt } from '#scheduling/zones'

/** Dates (`YYYY-MM-DD`) of a series: now in the diary, and those on which the host is taken. */
export interface PlannedDates {
  planned: string[]
  taken: string[]
}

/** How far ahead the dates of a series stand in the diary. */
const DAYS_AHEAD = 90

/**
 * Puts the coming dates of every series into the diary. A date that was cancelled stays cancelled;
 * one on which the host was taken is tried again, in case that time is given back.
 */
export default class PlanComingSessions {
  /** @returns how many sessions were planned */
  async handle(requestId: string | null = null): Promise<number> {
    const active = await SessionSeries.query().where('is_active', true).orderBy('id')
    let planned = 0
    for (const series of active) {
      const done = await this.ofSeries(series, requestId)
      planned += done.planned.length
    }
    return planned
  }

  async ofSeries(series: SessionSeries, requestId: string | null): Promise<PlannedDates> {
    await series.load('host')
    const { timeZone } = series.host
    const now = await databaseNow(db.connection())
    const known = await db
      .from('group_sessions')
      .where('series_id', series.id)
      .select('series_date')
    const knownDates = new Set(known.map((row) => row.series_date))
    const dates = seriesDates(series, dateAt(timeZone, now.toMillis()), DAYS_AHEAD)

    const done: PlannedDates = { planned: [], taken: [] }
    for (const date of dates.filter((each) => !knownDates.has(each))) {
      const start = instantAt(timeZone, date, series.startsTime)
      const { outcome } = await new PlanSession().handle({
        businessId: series.businessId,
        serviceId: series.serviceId,
        hostId: series.hostId,
        startsAt: DateTime.fromMillis(start, { zone: 'utc' }),
        durationMinutes: series.durationMinutes,
        capacity: series.capacity,
        bookingDeadlineHours: series.bookingDeadlineHours,
        seriesId: series.id,
        seriesDate: date,
        userId: null,
        requestId,
      })
      if (outcome === 'planned') done.planned.push(date)
      if (outcome === 'taken') done.taken.push(date)
    }
    return done
  }
}

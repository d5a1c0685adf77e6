import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type SessionSeries from '#models/sessions/session_series'
import { UNPLANNED_REASONS } from '#models/sessions/unplanned_date'
import { inUtc, momentShape, truthShape, wholeShape } from '#shapes/schema'

/** Sessions that come again every so many weeks, by the clock of who gives them. */
export const sessionSeriesShape = vine.create({
  id: wholeShape(),
  service_id: wholeShape(),
  host_id: wholeShape(),
  first_date: vine.string(),
  last_date: vine.string().nullable(),
  start_time: vine.string(),
  time_zone: vine.string(),
  duration_minutes: wholeShape(),
  every_weeks: wholeShape(),
  capacity: wholeShape(),
  booking_deadline_hours: wholeShape(),
  plans_on_closed: truthShape(),
  is_active: truthShape(),
  left_out: vine.array(vine.object({ date: vine.string(), reason: vine.enum(UNPLANNED_REASONS) })),
  created_at: momentShape(),
})

/** Needs what `seriesOf` loads. */
export function presentSessionSeries(series: SessionSeries): Infer<typeof sessionSeriesShape> {
  return {
    id: series.id,
    service_id: series.serviceId,
    host_id: series.hostId,
    first_date: series.firstDate,
    last_date: series.lastDate,
    start_time: series.startsTime,
    time_zone: series.host.timeZone,
    duration_minutes: series.durationMinutes,
    every_weeks: series.everyWeeks,
    capacity: series.capacity,
    booking_deadline_hours: series.bookingDeadlineHours,
    plans_on_closed: series.plansOnClosedDates,
    is_active: series.isActive,
    left_out: series.unplannedDates.map(({ date, reason }) => ({ date, reason })),
    created_at: inUtc(series.createdAt),
  }
}

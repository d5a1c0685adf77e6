import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type DateOverride from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { presentOverride, presentWeek } from '#shapes/availability/opening'
import { truthShape, wholeShape } from '#shapes/schema'

/** A host's week in the words of seed 002. */
export const scheduleShape = vine.create({
  host_id: wholeShape(),
  timezone: vine.string(),
  rules: vine.array(
    vine.object({
      day_of_week: wholeShape(),
      start_time: vine.string(),
      end_time: vine.string(),
      is_available: truthShape(),
    })
  ),
})

/** Needs its hours loaded. */
export function presentSchedule(host: Host): Infer<typeof scheduleShape> {
  const { host_id: hostId, time_zone: timezone, ranges } = presentWeek(host)
  return {
    ...{ host_id: hostId, timezone },
    rules: ranges.map(({ weekday, start, end }) => ({
      ...{ day_of_week: weekday, start_time: start, end_time: end, is_available: true },
    })),
  }
}

/** From the first opening to the last; `ranges` has each. */
export const scheduledDateShape = vine.create({
  id: wholeShape(),
  host_id: wholeShape(),
  date: vine.string().meta({ format: 'date' }),
  is_available: truthShape(),
  start_time: vine.string().nullable(),
  end_time: vine.string().nullable(),
  ranges: vine.array(vine.object({ start: vine.string(), end: vine.string() })),
  reason: vine.string().nullable(),
})

export function presentScheduledDate(override: DateOverride): Infer<typeof scheduledDateShape> {
  const { id, host_id: hostId, date, ranges, reason } = presentOverride(override)
  return {
    ...{ id, host_id: hostId, date, ranges, reason },
    is_available: ranges.length > 0,
    start_time: ranges.at(0)?.start ?? null,
    end_time: ranges.at(-1)?.end ?? null,
  }
}

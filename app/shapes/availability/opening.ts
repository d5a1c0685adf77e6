import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type Block from '#models/availability/block'
import type DateOverride from '#models/availability/date_override'
import type Host from '#models/availability/host'
import { inUtc, momentShape, truthShape, wholeShape } from '#shapes/schema'

const windowShape = () => vine.object({ start: vine.string(), end: vine.string() })

/** On the host's clock; 0 is Sunday, and an end at or before its start lies on the next date. */
export const weekShape = vine.create({
  host_id: wholeShape(),
  time_zone: vine.string(),
  ranges: vine.array(
    vine.object({ weekday: wholeShape(), start: vine.string(), end: vine.string() })
  ),
})

/** Needs its hours loaded. */
export function presentWeek(host: Host): Infer<typeof weekShape> {
  const ranges = host.availabilityRules
    .map(({ range }) => ({ weekday: range.weekday, start: range.start, end: range.end }))
    .toSorted((a, b) => a.weekday - b.weekday || a.start.localeCompare(b.start))
  return { host_id: host.id, time_zone: host.timeZone, ranges }
}

/** Hours of one date in place of those of the week; closed where there are none. */
export const overrideShape = vine.create({
  id: wholeShape(),
  host_id: wholeShape(),
  date: vine.string().meta({ format: 'date' }),
  ranges: vine.array(windowShape()),
  reason: vine.string().nullable(),
  is_for_everyone: truthShape(),
})

export function presentOverride(override: DateOverride): Infer<typeof overrideShape> {
  return {
    id: override.id,
    host_id: override.hostId,
    date: override.date,
    ranges: override.windows.map(({ start, end }) => ({ start, end })),
    reason: override.reason,
    is_for_everyone: override.isForEveryone,
  }
}

/** Time taken out of what is open, once or every week. */
export const blockShape = vine.create({
  id: wholeShape(),
  host_ids: vine.array(wholeShape()),
  is_for_everyone: truthShape(),
  first_date: vine.string().meta({ format: 'date' }),
  last_date: vine.string().nullable(),
  weekly_days: wholeShape().nullable(),
  start: vine.string(),
  end: vine.string(),
  skipped_dates: vine.array(vine.string()),
  reason: vine.string().nullable(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs its hosts loaded. */
export function presentBlock(block: Block): Infer<typeof blockShape> {
  return {
    id: block.id,
    host_ids: block.hostIds.toSorted((one, other) => one - other),
    is_for_everyone: block.isForEveryone,
    first_date: block.firstDate,
    last_date: block.lastDate,
    weekly_days: block.weeklyDays,
    start: block.startsTime,
    end: block.endsTime,
    skipped_dates: [...block.skippedDates],
    reason: block.reason,
    created_at: inUtc(block.createdAt),
    updated_at: inUtc(block.updatedAt),
  }
}

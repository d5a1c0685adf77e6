import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { Instant } from '#scheduling/types'
import { weeklyStarts } from '#scheduling/openings/weekly_starts'
import { client } from '#validators/bookings/guest_booking'
import { calendarDay, count, duration, id, wallTime } from '#validators/rules'

const MOST_DATES = 52

const WEEKS_APART = { no: 1, weekly: 1, fortnightly: 2 }

const asked = () => ({
  service_id: id(),
  host_id: id().optional(),
  duration_minutes: duration().optional(),
  idempotency_key: vine.string().maxLength(64).optional(),
  ...client(),
})

export const rhythmValidator = vine.create({
  ...asked(),
  date: calendarDay(),
  time: wallTime(),
  repeat: vine.enum(['no', 'weekly', 'fortnightly'] as const),
  dates: count(2, MOST_DATES).optional().requiredWhen('repeat', 'in', ['weekly', 'fortnightly']),
})

const MOMENT = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:00(Z|\+00:00)$/

const isMoment = vine.createRule((value, _, field) => {
  const moment = MOMENT.test(String(value)) ? Date.parse(String(value)) : Number.NaN
  if (Number.isNaN(moment)) field.report('Choose a date', 'calendarDay', field)
  else field.mutate(moment, field)
})

export const datesValidator = vine.create({
  ...asked(),
  starts: vine
    .array(vine.string().maxLength(32).use(isMoment()).transform(Number))
    .minLength(1)
    .maxLength(MOST_DATES),
})

/** On the business's clocks. */
export function startsOf(
  { date, time, repeat, dates = 1 }: Infer<typeof rhythmValidator>,
  timeZone: string
): Instant[] {
  const rhythm = { weeksApart: WEEKS_APART[repeat], count: repeat === 'no' ? 1 : dates }
  return weeklyStarts({ date, time, timeZone, ...rhythm })
}

/** A date that was left out sends nothing, or an empty choice. */
export function chosenDates(body: Record<string, unknown>): unknown[] | null {
  if (body.reported === undefined) return null
  const { starts } = body
  if (starts === null || starts === undefined || starts === '') return []
  // Past twenty entries a form's list arrives as an object with the positions as names.
  const list = typeof starts === 'object' ? Object.values(starts) : [starts]
  return list.filter((start) => start !== null && start !== '')
}

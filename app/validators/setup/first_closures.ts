import vine from '@vinejs/vine'
import type { OverriddenDate } from '#actions/availability/set_date_overrides'
import { dateOf, dayOf } from '#scheduling/time/dates'
import { calendarDay, line, notBefore } from '#validators/rules'

export const CLOSURE_ROWS = 3
export const LONGEST_CLOSURE = 366

export const firstClosures = {
  validator: vine.create({
    date: calendarDay(),
    until: calendarDay()
      .use(notBefore({ field: 'date' }))
      .optional(),
    reason: line().optional(),
  }),
  fields: ['date', 'until', 'reason'],
  typedIn: ['date', 'until', 'reason'],
  count: CLOSURE_ROWS,
}

export interface Closure {
  date: string
  until?: string
  reason?: string
}

export function lengthOf({ date, until = date }: Closure): number {
  return dayOf(until) - dayOf(date) + 1
}

/** A date that two of them have is closed for the first one's reason. */
export function closedDates(closures: Closure[]): OverriddenDate[] {
  const byDate = new Map<string, OverriddenDate>()
  for (const closure of closures.toReversed()) {
    for (let offset = 0; offset < lengthOf(closure); offset++) {
      const date = dateOf(dayOf(closure.date) + offset)
      byDate.set(date, { date, windows: [], reason: closure.reason ?? null })
    }
  }
  return [...byDate.values()]
}

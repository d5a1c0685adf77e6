import vine from '@vinejs/vine'
import { isDate } from '#scheduling/time/dates'
import { calendarDay, id, line } from '#validators/rules'

export const MOST_HOLIDAYS = 366

export interface ReviewedHoliday {
  date: string
  name: string
  isChosen: boolean
}

export const holidaysValidator = vine.create({
  host: id().optional(),
  dates: vine
    .array(vine.object({ date: calendarDay(), name: line().optional() }))
    .minLength(1)
    .maxLength(MOST_HOLIDAYS),
})

const NAME = 'name_'

/** The form sends `name_2026-12-25` for each date, and `take_2026-12-25` for one that is ticked. */
export function reviewedHolidays(body: Record<string, unknown>): ReviewedHoliday[] {
  return Object.entries(body)
    .filter(([field]) => field.startsWith(NAME) && isDate(field.slice(NAME.length)))
    .slice(0, MOST_HOLIDAYS)
    .map(([field, name]) => {
      const date = field.slice(NAME.length)
      const isChosen = typeof body[`take_${date}`] === 'string'
      return { date, name: typeof name === 'string' ? name : '', isChosen }
    })
}

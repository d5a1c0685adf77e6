import type { I18n } from '@adonisjs/i18n'
import vine from '@vinejs/vine'
import type { DateSpan } from '#scheduling/types'
import { calendarDay, notBefore } from '#validators/rules'
import { checkRows } from '#validators/row_form'

export const MOST_EXCLUDED = 50
const SPARE_ROWS = 3

const ROWS = {
  validator: vine.create({
    excluded_from: calendarDay(),
    excluded_until: calendarDay()
      .use(notBefore({ field: 'excluded_from' }))
      .optional(),
  }),
  fields: ['excluded_from', 'excluded_until'],
  typedIn: ['excluded_from', 'excluded_until'],
}

/** A single day needs no last one. */
export async function readExcluded(body: Record<string, unknown>, ctx: { i18n: I18n }) {
  const { rows, form } = await checkRows(body, { ...ROWS, count: MOST_EXCLUDED }, ctx)
  const spans = rows.map(({ data }) => ({
    firstDate: data.excluded_from,
    lastDate: data.excluded_until ?? data.excluded_from,
  }))
  return { excludedDates: excludedOrNone(spans), form }
}

export function excludedOrNone(spans: readonly DateSpan[]): DateSpan[] | null {
  if (spans.length === 0) return null
  return spans.toSorted((one, other) => one.firstDate.localeCompare(other.firstDate))
}

export function typedExcluded(spans: readonly DateSpan[] | null): Record<string, string> {
  const typed = (spans ?? []).flatMap(({ firstDate, lastDate }, row) => [
    [`excluded_from_${row}`, firstDate],
    [`excluded_until_${row}`, lastDate === firstDate ? '' : lastDate],
  ])
  return Object.fromEntries(typed)
}

/** Those that are filled in, and some to fill in. */
export function excludedRows(values: Readonly<Record<string, string>>): number {
  let last = -1
  for (let row = 0; row < MOST_EXCLUDED; row++) {
    if (values[`excluded_from_${row}`] || values[`excluded_until_${row}`]) last = row
  }
  return Math.min(last + 1 + SPARE_ROWS, MOST_EXCLUDED)
}

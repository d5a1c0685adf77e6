import type { DayRow } from '#validators/availability/week_form'

type Values = Record<string, string>

/** A day as one field, which tells whether anybody touched it. */
export function weekValues(days: readonly DayRow[]): Values {
  return Object.fromEntries(days.map((day) => [nameOf(day), hoursOf(day)]))
}

/** As typed, and as stored now where nobody touched a day: `values` are what a form shows of both. */
export function daysBeside(typed: readonly DayRow[], stored: readonly DayRow[], values: Values) {
  return typed.map((day, index) => (values[nameOf(day)] === hoursOf(day) ? day : stored[index]))
}

function nameOf({ weekday }: DayRow): string {
  return `week.${weekday}`
}

function hoursOf({ isOpen, ranges }: DayRow): string {
  return isOpen ? ranges.map(({ from, to }) => `${from}–${to}`).join() : 'closed'
}

import type Calendar from '#models/calendars/calendar'

export interface CalendarChoice {
  blocks: number[]
  writes: number | null
}

/** What the form with a connection's calendars was made from. */
export function calendarChoice(calendars: readonly Calendar[]): CalendarChoice {
  return {
    blocks: calendars.filter(({ blocks }) => blocks).map(({ id }) => id),
    writes: calendars.find(({ isWritten }) => isWritten)?.id ?? null,
  }
}

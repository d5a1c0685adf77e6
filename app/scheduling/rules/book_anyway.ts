import { ALL_BINDINGS, setAsideRules } from './set_aside.js'
import { DAY } from '#scheduling/time/dates'
import type { HostCalendar, Question, WeeklyRange } from '#scheduling/types'

/** How long ago somebody may have come whose booking is only written down now. */
const LATEST_RECORD = DAY

const ROUND_THE_CLOCK: readonly WeeklyRange[] = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
  ...{ weekday, start: '00:00', end: '24:00' },
}))

/**
 * For the business itself, who may set aside its own rules, hours and blocked time, and what a
 * host's calendars elsewhere say. What is held of a host's time, pauses included, still counts: what is
 * free but for a pause is asked for without any.
 */
export function bookAnyway(question: Question): Question {
  const { now, range } = question
  const unbound = setAsideRules(question, ALL_BINDINGS)
  return {
    ...unbound,
    now: Math.max(Math.min(now, range.start), now - LATEST_RECORD),
    hosts: unbound.hosts.map(roundTheClock),
  }
}

function roundTheClock(host: HostCalendar): HostCalendar {
  return { ...host, weeklyHours: ROUND_THE_CLOCK, overrides: [], blocks: [], busy: [] }
}

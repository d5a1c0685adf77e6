import { DAY } from '#scheduling/time/dates'
import type { HostCalendar, Question, WeeklyRange } from '#scheduling/types'

/** How long ago somebody may have come whose booking is only written down now. */
const LATEST_RECORD = DAY

const ROUND_THE_CLOCK: readonly WeeklyRange[] = ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({
  ...{ weekday, start: '00:00', end: '24:00' },
}))

/**
 * For the business itself, who may set its own rules aside: hours, blocked time, notice, horizon,
 * limits and the steps of starts. What is held of a host's time, pauses included, still counts.
 */
export function bookAnyway(question: Question): Question {
  const { now, range, rules, hosts, sessions } = question
  return {
    ...question,
    now: Math.max(Math.min(now, range.start), now - LATEST_RECORD),
    rules: {
      ...rules,
      ...{ minimumNoticeMinutes: 0, horizonDays: null, bookableFrom: null, bookableUntil: null },
      ...{ dailyLimit: null, weeklyLimit: null, slotIntervalMinutes: 1, startTimes: null },
      ...{ hours: null, offeredStarts: null, deadline: null, isActive: true },
    },
    hosts: hosts.map(roundTheClock),
    ...(sessions && {
      sessions: sessions.map((each) => ({ ...each, deadline: each.start, isBookable: true })),
    }),
  }
}

function roundTheClock(host: HostCalendar): HostCalendar {
  return {
    ...host,
    ...{ weeklyHours: ROUND_THE_CLOCK, overrides: [], blocks: [] },
    ...{ dailyLimit: null, weeklyLimit: null },
  }
}

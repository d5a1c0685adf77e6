import type { DateTime, DurationLike } from 'luxon'

export const PERIODS = [
  ...(['four_weeks', 'twelve_weeks', 'year'] as const),
  ...(['next_four_weeks', 'next_twelve_weeks', 'next_year'] as const),
] as const
export type PeriodName = (typeof PERIODS)[number]

/** Whole days by the business's clock: `from` and `until` are midnights, `until` not included. */
export interface Period {
  name: PeriodName | null
  from: DateTime
  until: DateTime
  unit: 'week' | 'month'
}

interface PeriodFilters {
  period?: PeriodName
  from?: DateTime | null
  until?: DateTime | null
}

const WEEKS = { four_weeks: 4, twelve_weeks: 12 } as const
const AHEAD = {
  next_four_weeks: { length: { weeks: 4 }, unit: 'week' },
  next_twelve_weeks: { length: { weeks: 12 }, unit: 'week' },
  next_year: { length: { years: 1 }, unit: 'month' },
} as const
const MOST_WEEKS = 26

export const MOST_YEARS = 10

/** Dates of one's own win; the last day is included, and one that is missing is near the other. */
export function chosenPeriod(
  { period = 'twelve_weeks', from, until }: PeriodFilters,
  now: DateTime,
  weekStartsOn: number
): Period {
  if (!from && !until) return namedPeriod(period, now, weekStartsOn)
  const last = until ?? lastAfter(from ?? now, now)
  const end = shifted(last, { days: 1 })
  const first = from?.startOf('day') ?? shifted(end, { weeks: -WEEKS.twelve_weeks })
  const isLong = end.diff(first, 'weeks').weeks > MOST_WEEKS
  return { name: null, from: first, until: end, unit: isLong ? 'month' : 'week' }
}

/** Today, where that is no earlier and not too long after. */
function lastAfter(from: DateTime, now: DateTime): DateTime {
  const latest = from.plus({ years: MOST_YEARS })
  return (from > now ? from : now > latest ? latest : now).startOf('day')
}

/** Back: whole weeks and months, the one that we are in included. Ahead: from today on. */
function namedPeriod(name: PeriodName, now: DateTime, weekStartsOn: number): Period {
  if (isAhead(name)) {
    const { length, unit } = AHEAD[name]
    const from = now.startOf('day')
    return { name, from, until: shifted(from, length), unit }
  }
  if (name === 'year') {
    const until = shifted(now.startOf('month'), { months: 1 })
    return { name, from: shifted(until, { months: -12 }), until, unit: 'month' }
  }
  const until = shifted(weekBegin(now, weekStartsOn), { weeks: 1 })
  return { name, from: shifted(until, { weeks: -WEEKS[name] }), until, unit: 'week' }
}

function isAhead(name: PeriodName): name is keyof typeof AHEAD {
  return name in AHEAD
}

/** As long, and just before. */
export function periodBefore({ from, until, unit }: Period): { from: DateTime; until: DateTime } {
  const isMonths = unit === 'month' && from.day === 1 && until.day === 1
  const length = isMonths
    ? { months: -Math.round(until.diff(from, 'months').months) }
    : { days: -Math.round(until.diff(from, 'days').days) }
  return { from: shifted(from, length), until: from }
}

export interface PeriodPart {
  from: DateTime
  /** Included. */
  last: DateTime
}

/** Its weeks or months, of which the first and the last may be cut. */
export function partsOf({ from, until, unit }: Period, weekStartsOn: number): PeriodPart[] {
  const parts: PeriodPart[] = []
  const whole = unit === 'month' ? from.startOf('month') : weekBegin(from, weekStartsOn)
  for (let begins = whole; begins < until; begins = shifted(begins, { [`${unit}s`]: 1 })) {
    const ends = shifted(begins, { [`${unit}s`]: 1 })
    parts.push({
      from: begins < from ? from : begins,
      last: shifted(ends > until ? until : ends, { days: -1 }),
    })
  }
  return parts
}

/** 0 is Sunday. */
function weekBegin(day: DateTime, weekStartsOn: number): DateTime {
  return shifted(day, { days: -((day.weekday - weekStartsOn + 7) % 7) })
}

/** In some zones a clock goes forward at midnight, so that a day begins at one. */
function shifted(day: DateTime, length: DurationLike): DateTime {
  return day.plus(length).startOf('day')
}

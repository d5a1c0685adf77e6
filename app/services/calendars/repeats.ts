import type ICAL from 'ical.js'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Sunday is 0, as in JavaScript. */
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** A RRULE (RFC 5545, 3.3.10). Wall-clock times are milliseconds as if the place were at UTC. */
export interface RepeatRule {
  frequency: string
  interval: number
  count: number | null
  /** A wall-clock time, itself included. */
  until: number | null
  weekStart: number
  months: number[]
  weekNumbers: number[]
  yearDays: number[]
  monthDays: number[]
  weekdays: { nth: number; weekday: number }[]
  hours: number[]
  minutes: number[]
  seconds: number[]
  positions: number[]
}

/** What may still be looked at, over all rules of a calendar. */
export interface Effort {
  left: number
}

export class TooMuchEffort extends Error {}

export function repeatRuleOf(recur: ICAL.Recur, until: number | null): RepeatRule {
  const parts = recur.parts as Record<string, (number | string)[] | undefined>
  const numbers = (part: string) => (parts[part] ?? []).map(Number)
  return {
    frequency: recur.freq,
    interval: Math.max(1, recur.interval),
    count: recur.count,
    until,
    weekStart: recur.wkst - 1,
    months: numbers('BYMONTH'),
    weekNumbers: numbers('BYWEEKNO'),
    yearDays: numbers('BYYEARDAY'),
    monthDays: numbers('BYMONTHDAY'),
    weekdays: (parts.BYDAY ?? []).map((day) => ({
      nth: Number.parseInt(String(day)) || 0,
      weekday: WEEKDAYS.indexOf(String(day).slice(-2)),
    })),
    hours: numbers('BYHOUR'),
    minutes: numbers('BYMINUTE'),
    seconds: numbers('BYSECOND'),
    positions: numbers('BYSETPOS'),
  }
}

/**
 * The wall-clock times from `from` to `to`, in order. The start is always one of them. ical.js has an
 * iterator too, but rules that never hold keep it searching for ever, and others it gets wrong (30 February).
 */
export function* repeatedTimes(
  rule: RepeatRule,
  start: number,
  { from, to }: { from: number; to: number },
  effort: Effort
): Generator<number> {
  const last = Math.min(to, rule.until ?? to)
  let left = rule.count ?? Infinity
  if (start <= last && left-- > 0 && start >= from) yield start

  const whole = withImpliedDays(rule, start)
  // Without a number of times nothing before `from` has to be counted.
  let nth = rule.count === null ? Math.max(0, periodsUntil(whole, start, from) - 1) : 0
  for (; ; nth++) {
    const period = periodOf(whole, start, nth)
    // Not a number past the years that JavaScript knows.
    if (!(period.first * DAY <= last)) return
    for (const time of timesIn(whole, start, period, effort)) {
      if (time <= start) continue
      if (time > last || left-- <= 0) return
      if (time >= from) yield time
    }
  }
}

/** What the rule leaves open is as in the start. */
function withImpliedDays(rule: RepeatRule, start: number): RepeatRule {
  const { frequency, weekNumbers, yearDays, monthDays, weekdays, months } = rule
  if (weekNumbers.length + yearDays.length + monthDays.length + weekdays.length > 0) return rule
  const { month, date, weekday } = dayParts(Math.floor(start / DAY))
  if (frequency === 'YEARLY') {
    return { ...rule, months: months.length > 0 ? months : [month], monthDays: [date] }
  }
  if (frequency === 'MONTHLY') return { ...rule, monthDays: [date] }
  if (frequency === 'WEEKLY') return { ...rule, weekdays: [{ nth: 0, weekday }] }
  return rule
}

/** Days since 1970, the last not included. */
interface Period {
  first: number
  end: number
}

/** Of rules by the hour and finer, every day is a period. */
function periodOf(rule: RepeatRule, start: number, nth: number): Period {
  const startDay = Math.floor(start / DAY)
  const { year, month, weekday } = dayParts(startDay)
  const steps = nth * rule.interval
  switch (rule.frequency) {
    case 'YEARLY':
      return { first: dayOf(year + steps, 1), end: dayOf(year + steps + 1, 1) }
    case 'MONTHLY':
      return { first: dayOf(year, month + steps), end: dayOf(year, month + steps + 1) }
    case 'WEEKLY': {
      const first = startDay - ((weekday - rule.weekStart + 7) % 7) + steps * 7
      return { first, end: first + 7 }
    }
    case 'DAILY':
      return { first: startDay + steps, end: startDay + steps + 1 }
    default:
      return { first: startDay + nth, end: startDay + nth + 1 }
  }
}

function periodsUntil({ frequency, interval }: RepeatRule, start: number, from: number): number {
  const days = (from - start) / DAY
  if (frequency === 'YEARLY') return Math.floor(days / 366 / interval)
  if (frequency === 'MONTHLY') return Math.floor(days / 31 / interval)
  if (frequency === 'WEEKLY') return Math.floor(days / 7 / interval)
  return Math.floor(frequency === 'DAILY' ? days / interval : days)
}

function timesIn(rule: RepeatRule, start: number, period: Period, effort: Effort): number[] {
  const times: number[] = []
  for (let day = period.first; day < period.end; day++) {
    spend(effort)
    if (isOn(rule, day)) times.push(...timesOfDay(rule, start, day, effort))
  }
  if (rule.positions.length === 0 || isFinerThanDays(rule)) return times
  const chosen = new Set(
    rule.positions.map((position) => times.at(position > 0 ? position - 1 : position))
  )
  return times.filter((time) => chosen.has(time))
}

function isOn(rule: RepeatRule, day: number): boolean {
  const { year, month, date, weekday } = dayParts(day)
  const { months, monthDays, yearDays, weekNumbers, weekdays } = rule
  if (months.length > 0 && !months.includes(month)) return false
  if (monthDays.length > 0) {
    const inMonth = dayOf(year, month + 1) - dayOf(year, month)
    if (!monthDays.includes(date) && !monthDays.includes(date - inMonth - 1)) return false
  }
  if (yearDays.length > 0) {
    const fromStart = day - dayOf(year, 1) + 1
    if (!yearDays.includes(fromStart) && !yearDays.includes(day - dayOf(year + 1, 1))) return false
  }
  if (weekNumbers.length > 0) {
    const { number, ofAll } = weekOf(day, rule.weekStart)
    if (!weekNumbers.includes(number) && !weekNumbers.includes(number - ofAll - 1)) return false
  }
  if (weekdays.length === 0) return true
  return weekdays.some(
    (one) => one.weekday === weekday && (one.nth === 0 || isNth(rule, one.nth, day))
  )
}

/** The first, the last but one: of the month, or of the year where no month is named. */
function isNth({ frequency, months }: RepeatRule, nth: number, day: number): boolean {
  const { year, month } = dayParts(day)
  const isByMonth = frequency === 'MONTHLY' || (frequency === 'YEARLY' && months.length > 0)
  if (!isByMonth && frequency !== 'YEARLY') return true
  const first = isByMonth ? dayOf(year, month) : dayOf(year, 1)
  const end = isByMonth ? dayOf(year, month + 1) : dayOf(year + 1, 1)
  return nth > 0
    ? Math.floor((day - first) / 7) + 1 === nth
    : -(Math.floor((end - 1 - day) / 7) + 1) === nth
}

/** A week belongs to the year in which it has four days or more. */
function weekOf(day: number, weekStart: number): { number: number; ofAll: number } {
  const middleOf = (one: number) => one - ((dayParts(one).weekday - weekStart + 7) % 7) + 3
  const middle = middleOf(day)
  const { year } = dayParts(middle)
  const firstDay = dayOf(year, 1)
  const lastMiddle = middleOf(dayOf(year + 1, 1) - 4)
  return {
    number: Math.floor((middle - firstDay) / 7) + 1,
    ofAll: Math.floor((lastMiddle - firstDay) / 7) + 1,
  }
}

function timesOfDay(rule: RepeatRule, start: number, day: number, effort: Effort): number[] {
  const { frequency } = rule
  const isByMinute = frequency === 'MINUTELY' || frequency === 'SECONDLY'
  const ofStart = new Date(start)
  const hours = listed(rule.hours, isFinerThanDays(rule) ? 24 : 0, ofStart.getUTCHours())
  const minutes = listed(rule.minutes, isByMinute ? 60 : 0, ofStart.getUTCMinutes())
  const seconds = listed(rule.seconds, frequency === 'SECONDLY' ? 60 : 0, ofStart.getUTCSeconds())

  const times: number[] = []
  for (const hour of hours) {
    for (const minute of minutes) {
      for (const second of seconds) {
        spend(effort)
        const time = day * DAY + hour * HOUR + minute * MINUTE + second * SECOND
        if (isInStep(rule, start, time)) times.push(time)
      }
    }
  }
  return times
}

function listed(given: number[], all: number, implied: number): number[] {
  if (given.length > 0) return [...given].sort((one, other) => one - other)
  return all > 0 ? Array.from({ length: all }, (_, number) => number) : [implied]
}

function isInStep({ frequency, interval }: RepeatRule, start: number, time: number): boolean {
  const unit = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND }[frequency]
  return !unit || (Math.floor(time / unit) - Math.floor(start / unit)) % interval === 0
}

function isFinerThanDays({ frequency }: RepeatRule): boolean {
  return ['HOURLY', 'MINUTELY', 'SECONDLY'].includes(frequency)
}

function spend(effort: Effort): void {
  if (--effort.left < 0) throw new TooMuchEffort('Its rules of repetition ask for too much')
}

function dayParts(day: number) {
  const at = new Date(day * DAY)
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    date: at.getUTCDate(),
    weekday: at.getUTCDay(),
  }
}

/** The first of a month; the thirteenth month is January of the next year. */
function dayOf(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / DAY
}

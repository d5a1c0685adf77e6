import { relativeFormat } from '#formats/words/intl'
import { formatLength } from '#formats/times/lengths'
import { comma, formatShortDay, formatTime, isoDate, type Moment } from '#formats/times/times'
import { dayOf } from '#scheduling/time/dates'

const DAY_MS = 86_400_000
const LONG_MS = 2 * DAY_MS
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
const SOON_MS = 2 * HOUR_MS

/** "55 min", "19 h", "3 days": rounded down, but never less than a minute. */
export function formatTimeLeft(until: Moment, now: Moment, locale: string): string {
  const left = Math.max(Number(until) - Number(now), MINUTE_MS)
  if (left >= LONG_MS) {
    const days = Math.floor(left / DAY_MS)
    return new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: 'day',
      unitDisplay: 'long',
    }).format(days)
  }
  const minutes = Math.floor(left / MINUTE_MS)
  return formatLength(left < 1.5 * HOUR_MS ? minutes : Math.floor(minutes / 60) * 60, locale)
}

export function isNearlyOver(until: Moment, now: Moment): boolean {
  return Number(until) - Number(now) < SOON_MS
}

export function formatTimeBetween(from: Moment, to: Moment, locale: string): string {
  return formatLength((Number(to) - Number(from)) / MINUTE_MS, locale)
}

export function formatNearDay(
  moment: Moment,
  now: Moment,
  timeZone: string,
  locale: string
): string {
  const days = dayOf(isoDate(moment, timeZone)) - dayOf(isoDate(now, timeZone))
  if (Math.abs(days) > 1) return formatShortDay(moment, timeZone, locale)
  return relativeFormat(locale).format(days, 'day')
}

export function formatNearMoment(
  moment: Moment,
  now: Moment,
  timeZone: string,
  locale: string
): string {
  const text = formatNearMomentInText(moment, now, timeZone, locale)
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}

/** "today, 14:00", in the middle of a line. */
export function formatNearMomentInText(
  moment: Moment,
  now: Moment,
  timeZone: string,
  locale: string
): string {
  const day = formatNearDay(moment, now, timeZone, locale)
  return `${day}${comma(locale)} ${formatTime(moment, timeZone, locale)}`
}

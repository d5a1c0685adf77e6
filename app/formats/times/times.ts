import { clockFace, dateFormat, type DateStyle, dayPeriod, kept } from '#formats/words/intl'
import { todaysName } from '#formats/times/zone_names'
import { dateAt, offsetMinutesAt } from '#scheduling/time/zones'
import type { DateTime } from 'luxon'

/** Milliseconds since the epoch, or a Luxon moment. */
export type Moment = number | DateTime

type Format = (moment: Moment, timeZone: string, locale: string) => string

function formatIn(style: DateStyle): Format {
  return (moment, timeZone, locale) => dateFormat(style, timeZone, locale).format(Number(moment))
}

export function formatTime(moment: Moment, timeZone: string, locale: string): string {
  return clockFace(minutesOfDay(moment, timeZone), locale)
}

/** "9:30" and " am", to be set smaller; the second is empty on a 24-hour clock. */
export function clockParts(moment: Moment, timeZone: string, locale: string): [string, string] {
  const face = formatTime(moment, timeZone, locale)
  const period = dayPeriod(minutesOfDay(moment, timeZone), locale)
  const begins = period === null ? -1 : face.lastIndexOf(period)
  // In some languages, such as Korean, the period comes first: then the time stays whole.
  if (begins <= 0) return [face, '']
  const time = face.slice(0, begins).trimEnd()
  return [time, face.slice(time.length)]
}

/** The end of a day stays 24:00. */
export function formatWallTime(time: string, locale: string): string {
  const [hours, minutes] = time.split(':').map(Number)
  if (hours === 24 && dayPeriod(0, locale) === null) return time
  return clockFace((hours % 24) * 60 + minutes, locale)
}

export function formatHour(hour: number, locale: string): string {
  return dateFormat('hour', 'UTC', locale).format(hour * 3_600_000)
}

export const formatDay = formatIn('day')

export const formatDate = formatIn('date')

/** "4 March 2025". */
export const formatDateOnly = formatIn('dateOnly')

/** "Mon 30 Nov". */
export const formatDayInBrief = formatIn('stampDay')

export const formatShortDay = formatIn('shortDay')

/** "23 Jan", for a narrow column. */
export const formatDayMonth = formatIn('dayMonth')

export const formatMonth = formatIn('month')

/** "Mon". */
export const formatWeekday = formatIn('shortWeekday')

/** "Nov", where the year is known. */
export const formatShortMonth = formatIn('shortMonth')

/** "Nov 30", rather than "30 Nov". */
export function isMonthFirst(locale: string): boolean {
  const [{ type }] = dateFormat('dayMonth', 'UTC', locale).formatToParts(0)
  return type === 'month'
}

/** "Nov – Dec 2026". */
export function formatMonths(
  first: Moment,
  last: Moment,
  timeZone: string,
  locale: string
): string {
  const [from, to] = [Number(first), Number(last)]
  return kept(months, [from, to, timeZone, locale].join(' '), () => {
    const range = dateFormat('months', timeZone, locale).formatRange(from, to)
    return range.replaceAll('\u2009', ' ')
  })
}

/** Writing a range costs as much as a hundred dates, and each page of these weeks says the same. */
const months = new Map<string, string>()

/** "Oct 25" */
export const formatMonthName = formatIn('monthName')

export function formatMoment(moment: Moment, timeZone: string, locale: string): string {
  const day = formatShortDay(moment, timeZone, locale)
  return `${day}${comma(locale)} ${formatTime(moment, timeZone, locale)}`
}

/** Between a day and a time. */
export function comma(locale: string): string {
  return locale.split('-')[0] === 'ar' ? '،' : ','
}

/** Between a label and what it names. */
export function colon(locale: string): string {
  return locale.split('-')[0] === 'fr' ? '\u00a0:' : ':'
}

/** "Thu 15 Jan 09:30 GMT", for a mail's subject. */
export function formatStamp(moment: Moment, timeZone: string, locale: string): string {
  const day = dateFormat('stampDay', timeZone, locale).format(Number(moment)).replace(',', '')
  const parts = dateFormat('zone', timeZone, locale).formatToParts(Number(moment))
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  // "GMT+0" and the like are said in the words of the pages.
  const zone = /^[A-Z]+$/.test(name) ? name : zoneOffset(moment, timeZone)
  return `${day} ${formatTime(moment, timeZone, locale)} ${zone}`
}

/** A range that runs past midnight names the second day. */
export function formatRange(start: Moment, end: Moment, timeZone: string, locale: string): string {
  const isSameDay = isoDate(start, timeZone) === isoDate(end, timeZone)
  const day = isSameDay ? '' : `${formatShortDay(end, timeZone, locale)}${comma(locale)} `
  return `${formatTime(start, timeZone, locale)} – ${day}${formatTime(end, timeZone, locale)}`
}

/** "12–18 January 2026". */
export function formatDays(first: Moment, last: Moment, timeZone: string, locale: string): string {
  return dateFormat('days', timeZone, locale).formatRange(Number(first), Number(last))
}

/** For running text: a line may end after the dash; none begins with it, or with a space that stays. */
export function formatRangeInText(
  start: Moment,
  end: Moment,
  timeZone: string,
  locale: string
): string {
  return formatRange(start, end, timeZone, locale).replace(' –', '\u00a0–')
}

type Span = (start: Moment, end: Moment, timeZone: string, locale: string) => string

function spanIn(day: Format): Span {
  return (start, end, timeZone, locale) => {
    const range = formatRangeInText(start, end, timeZone, locale)
    return `${day(start, timeZone, locale)}${comma(locale)} ${range}`
  }
}

/** "Monday 30 November 2026, 10:30 – 11:30". */
export const formatSpan = spanIn(formatDate)

/** "Mon 30 November, 10:30 – 11:30". */
export const formatShortSpan = spanIn(formatShortDay)

export function isoDate(moment: Moment, timeZone: string): string {
  return dateAt(timeZone, Number(moment))
}

export function minutesOfDay(moment: Moment, timeZone: string): number {
  const minutes = Math.floor(Number(moment) / 60_000) + offsetMinutesAt(timeZone, Number(moment))
  return ((minutes % 1440) + 1440) % 1440
}

export function isoTime(minutes: number): string {
  return (isoTimes[minutes] ??= `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`)
}

/** A month of slots needs the same few dozen texts again and again. */
const isoTimes: string[] = []

export function isoMoment(moment: Moment, timeZone: string): string {
  const minutes = offsetMinutesAt(timeZone, Number(moment))
  const wall = new Date(Number(moment) + minutes * 60_000).toISOString().slice(0, 19)
  return `${wall}${minutes < 0 ? '-' : '+'}${isoTime(Math.abs(minutes))}`
}

/** A zone without a city is named by its offset. */
export function zoneCity(timeZone: string): string {
  const name = todaysName(timeZone)
  // These names count the other way round: "Etc/GMT+5" is five hours behind.
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(name) ?? []
  if (hours) return Number(hours) ? `GMT${sign === '+' ? '−' : '+'}${Number(hours)}` : 'GMT'
  return (name.split('/').at(-1) ?? name).replaceAll('_', ' ')
}

export function zoneOffset(moment: Moment, timeZone: string): string {
  const minutes = offsetMinutesAt(timeZone, Number(moment))
  if (minutes === 0) return 'GMT'
  const hours = Math.floor(Math.abs(minutes) / 60)
  const rest = Math.abs(minutes) % 60
  return `GMT${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${twoDigits(rest)}` : ''}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

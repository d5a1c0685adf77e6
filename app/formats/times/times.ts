import { clockFace, dateFormat, type DateStyle, dayPeriod } from '#formats/words/intl'
import { todaysName } from '#formats/times/zone_names'
import { dateAt, offsetMinutesAt } from '#scheduling/time/zones'
import type { DateTime } from 'luxon'

/** Milliseconds since the epoch, or a Luxon moment. */
export type Moment = number | DateTime

type Format = (moment: Moment, timeZone: string, locale: string) => string

function formatIn(style: DateStyle): Format {
  return (moment, timeZone, locale) => dateFormat(style, timeZone, locale).format(Number(moment))
}

/** "09:30", or "9:30 am" where the locale's clock has twelve hours. */
export function formatTime(moment: Moment, timeZone: string, locale: string): string {
  return clockFace(minutesOfDay(moment, timeZone), locale)
}

/** The same in two: "9:30" and " am", to be set smaller; the second is empty on 24 hours. */
export function clockParts(moment: Moment, timeZone: string, locale: string): [string, string] {
  const face = formatTime(moment, timeZone, locale)
  const period = dayPeriod(minutesOfDay(moment, timeZone), locale)
  const begins = period === null ? -1 : face.lastIndexOf(period)
  // Where the period comes first, as in Korean, the time stays whole.
  if (begins <= 0) return [face, '']
  const time = face.slice(0, begins).trimEnd()
  return [time, face.slice(time.length)]
}

/** A wall time, "17:00", as the locale's clock shows it; the end of a day stays 24:00. */
export function formatWallTime(time: string, locale: string): string {
  const [hours, minutes] = time.split(':').map(Number)
  if (hours === 24 && dayPeriod(0, locale) === null) return time
  return clockFace((hours % 24) * 60 + minutes, locale)
}

/** The hour alone, for a scale: "06", or "6 am". */
export function formatHour(hour: number, locale: string): string {
  return dateFormat('hour', 'UTC', locale).format(hour * 3_600_000)
}

/** "Thursday 15 January". */
export const formatDay = formatIn('day')

/** "Thursday 15 January 2026". */
export const formatDate = formatIn('date')

/** "Thu 15 January". */
export const formatShortDay = formatIn('shortDay')

/** "January 2026". */
export const formatMonth = formatIn('month')

/** "Thu 15 January, 09:30". */
export function formatMoment(moment: Moment, timeZone: string, locale: string): string {
  return `${formatShortDay(moment, timeZone, locale)}, ${formatTime(moment, timeZone, locale)}`
}

/** "Thu 15 Jan 09:30 GMT": short, and with its zone, for a mail's subject. */
export function formatStamp(moment: Moment, timeZone: string, locale: string): string {
  const day = dateFormat('stampDay', timeZone, locale).format(Number(moment)).replace(',', '')
  const parts = dateFormat('zone', timeZone, locale).formatToParts(Number(moment))
  const zone = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${day} ${formatTime(moment, timeZone, locale)} ${zone}`
}

/** "09:30 – 10:30"; a range that runs past midnight names the second day. */
export function formatRange(start: Moment, end: Moment, timeZone: string, locale: string): string {
  const isSameDay = isoDate(start, timeZone) === isoDate(end, timeZone)
  const day = isSameDay ? '' : `${formatShortDay(end, timeZone, locale)}, `
  return `${formatTime(start, timeZone, locale)} – ${day}${formatTime(end, timeZone, locale)}`
}

/** The same for running text: no line begins with its dash. */
export function formatRangeInText(
  start: Moment,
  end: Moment,
  timeZone: string,
  locale: string
): string {
  return formatRange(start, end, timeZone, locale).replace(' –', '\u00a0–')
}

/** "2026-01-15", the calendar day of a moment in a zone. */
export function isoDate(moment: Moment, timeZone: string): string {
  return dateAt(timeZone, Number(moment))
}

/** Minutes after midnight, as a zone's clocks show them. */
export function minutesOfDay(moment: Moment, timeZone: string): number {
  const minutes = Math.floor(Number(moment) / 60_000) + offsetMinutesAt(timeZone, Number(moment))
  return ((minutes % 1440) + 1440) % 1440
}

/** "09:30" from 570. */
export function isoTime(minutes: number): string {
  return (isoTimes[minutes] ??= `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`)
}

/** A month of slots writes a few dozen of these over and over. */
const isoTimes: string[] = []

/** A moment for `<time datetime>`, with its offset. */
export function isoMoment(moment: Moment, timeZone: string): string {
  const minutes = offsetMinutesAt(timeZone, Number(moment))
  const wall = new Date(Number(moment) + minutes * 60_000).toISOString().slice(0, 19)
  return `${wall}${minutes < 0 ? '-' : '+'}${isoTime(Math.abs(minutes))}`
}

/** The city of an IANA zone: "London", "Port Moresby". One without is named by its offset. */
export function zoneCity(timeZone: string): string {
  const name = todaysName(timeZone)
  // "Etc/GMT+5" is five hours behind: these names count the other way round.
  const [, sign, hours] = /^Etc\/GMT([+-])(\d+)$/.exec(name) ?? []
  if (hours) return Number(hours) ? `GMT${sign === '+' ? '−' : '+'}${Number(hours)}` : 'GMT'
  return (name.split('/').at(-1) ?? name).replaceAll('_', ' ')
}

/** "GMT", "GMT+1", "GMT+5:45": the offset in force at that moment. */
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

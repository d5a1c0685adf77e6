import { unitFormat } from '#formats/words/intl'
import { allLengths, type Lengths } from '#scheduling/rules/lengths'

/** "60 min", "2 h", and "1 h 30 min" from 91 minutes up. */
export function formatLength(minutes: number, locale: string): string {
  return minutes <= 90 ? inUnit(minutes, 'minute', locale) : inHours(minutes, locale)
}

/** "45 min", "1 h", "1 h 15 min". */
export function formatFreeTime(minutes: number, locale: string): string {
  return minutes < 60 ? inUnit(minutes, 'minute', locale) : inHours(minutes, locale)
}

function inHours(minutes: number, locale: string): string {
  const hours = inUnit(Math.floor(minutes / 60), 'hour', locale)
  const rest = minutes % 60
  return rest ? `${hours} ${inUnit(rest, 'minute', locale)}` : hours
}

function inUnit(value: number, name: 'hour' | 'minute', locale: string): string {
  return unitFormat(name, locale)
    .format(value)
    .replace('hrs', 'h')
    .replace('hr', 'h')
    .replace('mins', 'min')
}

export const MOST_NAMED = 3

/** "30 min / 60 min"; of many lengths only the shortest and the longest. */
export function formatLengths(service: Lengths, locale: string): string {
  const lengths = allLengths(service)
    .toSorted((one, other) => one - other)
    .map((minutes) => formatLength(minutes, locale))
  if (lengths.length > MOST_NAMED) return `${lengths[0]} – ${lengths[lengths.length - 1]}`
  return lengths.join(' / ')
}

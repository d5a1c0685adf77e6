import { unitFormat } from '#formats/words/intl'

/** "60 min", "2 h", and "1 h 30 min" from 91 minutes up. */
export function formatLength(minutes: number, locale: string): string {
  const unit = (value: number, name: 'hour' | 'minute') =>
    unitFormat(name, locale)
      .format(value)
      .replace('hrs', 'h')
      .replace('hr', 'h')
      .replace('mins', 'min')
  if (minutes <= 90) return unit(minutes, 'minute')
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  return rest ? `${unit(hours, 'hour')} ${unit(rest, 'minute')}` : unit(hours, 'hour')
}

const MOST_NAMED = 3

/** "30 min / 60 min"; of many lengths only the shortest and the longest. */
export function formatLengths(
  service: { durationMinutes: number; durations: readonly number[] },
  locale: string
): string {
  const lengths = [...new Set([service.durationMinutes, ...service.durations])]
    .toSorted((one, other) => one - other)
    .map((minutes) => formatLength(minutes, locale))
  if (lengths.length > MOST_NAMED) return `${lengths[0]} – ${lengths[lengths.length - 1]}`
  return lengths.join(' / ')
}

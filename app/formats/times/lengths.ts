import { unitFormat } from '#formats/words/intl'

/** "60 min", "1 h 30 min" from 91 minutes up, "2 h". */
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

/** Every length of a service, the shortest first: "30 min / 60 min", and of many the ends. */
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

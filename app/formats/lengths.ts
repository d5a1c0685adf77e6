import { unitFormat } from '#formats/intl'

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

import { figureFormat } from '#formats/words/intl'

const DAY = 86_400
const HOUR = 3_600

export function formatFigure(value: number, locale: string): string {
  return figureFormat({ maximumFractionDigits: 0 }, locale).format(value)
}

/** "31%"; a dash where there is nothing to be a part of. */
export function formatShare(part: number, whole: number, locale: string, digits = 0): string {
  if (whole === 0) return '–'
  return figureFormat({ style: 'percent', maximumFractionDigits: digits }, locale).format(
    part / whole
  )
}

/** "4.2 days"; less than two days in hours. */
export function formatLead(seconds: number, locale: string): string {
  const isDays = seconds >= 2 * DAY
  const unit = isDays ? 'day' : 'hour'
  const shown = {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: isDays ? 1 : 0,
  } as const
  return figureFormat(shown, locale).format(seconds / (isDays ? DAY : HOUR))
}

import type { Translate } from '#formats/bookings/booking_terms'
import { formatLength } from '#formats/times/lengths'

interface ChangeLimits {
  rescheduleCutoffMinutes: number
  cancelCutoffMinutes: number
  maxMoves: number | null
}

/** Until when, and how often, whatever is booked may be changed: before there is a time. */
export function changesInAdvance(
  { rescheduleCutoffMinutes, cancelCutoffMinutes, maxMoves }: ChangeLimits,
  { t, locale }: { t: Translate; locale: string }
): string[] {
  const before = (minutes: number) =>
    minutes === 0
      ? t('agents.start')
      : t('agents.before', { length: formatLength(minutes, locale) })
  return [
    t('agents.until', {
      move: before(rescheduleCutoffMinutes),
      cancel: before(cancelCutoffMinutes),
    }),
    ...(maxMoves === null ? [] : [t('agents.moves', { count: maxMoves })]),
  ]
}

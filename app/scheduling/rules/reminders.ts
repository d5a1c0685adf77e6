import { MINUTE } from '#scheduling/time/dates'
import { type QuietHours, quietUntil } from './quiet_hours.js'
import type { Instant } from '#scheduling/types'

interface Reminding {
  startsAt: Instant
  timeZone: string
  quietHours: QuietHours | null
}

/** `offsets` in minutes before the start; earliest first, without what is past. */
export function reminderMoments(
  offsets: readonly number[],
  reminding: Reminding,
  now: Instant
): Instant[] {
  const due = offsets.map((minutes) => reminding.startsAt - minutes * MINUTE)
  const ahead = due.filter((moment) => moment > now).map((moment) => sentAt(moment, reminding))
  return [...new Set(ahead)].sort((one, other) => one - other)
}

/** A reminder in the recipient's night waits until that is over, unless the start comes before. */
export function sentAt(due: Instant, { startsAt, timeZone, quietHours }: Reminding): Instant {
  const until = quietHours && quietUntil(quietHours, timeZone, due)
  return until !== null && until < startsAt ? until : due
}

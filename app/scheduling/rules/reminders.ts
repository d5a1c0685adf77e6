import { MINUTE } from '#scheduling/time/dates'
import { type QuietHours, quietUntil } from './quiet_hours.js'
import type { Instant } from '#scheduling/types'

interface Reminding {
  startsAt: Instant
  timeZone: string
  quietHours: QuietHours | null
}

/** When reminders go out, earliest first: `offsets` in minutes before the start, what lies behind left out. */
export function reminderMoments(
  offsets: readonly number[],
  reminding: Reminding,
  now: Instant
): Instant[] {
  const due = offsets.map((minutes) => reminding.startsAt - minutes * MINUTE)
  const ahead = due.filter((moment) => moment > now).map((moment) => sentAt(moment, reminding))
  return [...new Set(ahead)].sort((one, other) => one - other)
}

/** A reminder that would come in its reader's night waits until that is over, if the start does. */
export function sentAt(due: Instant, { startsAt, timeZone, quietHours }: Reminding): Instant {
  const until = quietHours && quietUntil(quietHours, timeZone, due)
  return until !== null && until < startsAt ? until : due
}

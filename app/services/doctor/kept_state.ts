import { finding, type Finding } from '#services/doctor/finding'

const MOST_SKEW_SECONDS = 5
/** A worker takes up the sweep every 30 seconds. */
const SWEEP_LATE_SECONDS = 120
const MESSAGE_LATE_SECONDS = 60

/** How far this machine's clock is ahead of the database's, which decides; less than 0 is behind. */
export function judgeClock(aheadMs: number): Finding {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000)
  if (seconds <= MOST_SKEW_SECONDS) return finding('clock', 'good', 'clock_right')
  return finding('clock', 'bad', 'clock_wrong', {
    values: { seconds, direction: aheadMs > 0 ? 'ahead' : 'behind' },
  })
}

/** When the queue gives out the sweep next: long ago where nobody takes it. */
export function judgeWorker(sweepAt: number | null, now: number): Finding {
  if (sweepAt === null) return finding('worker', 'bad', 'worker_never')
  const seconds = Math.round((now - sweepAt) / 1_000)
  if (seconds <= SWEEP_LATE_SECONDS) return finding('worker', 'good', 'worker_running')
  return finding('worker', 'bad', 'worker_gone', { values: { minutes: minutesOf(seconds) } })
}

export interface OwedState {
  oldestAgeSeconds: number
  /** Failed for good, or bounced. */
  failed: number
}

export function judgeMessages({ oldestAgeSeconds, failed }: OwedState): Finding {
  if (oldestAgeSeconds > MESSAGE_LATE_SECONDS) {
    const values = { minutes: minutesOf(oldestAgeSeconds) }
    return finding('messages', 'bad', 'messages_late', { values })
  }
  return failed > 0
    ? finding('messages', 'note', 'messages_failed', { values: { count: failed } })
    : finding('messages', 'good', 'messages_sent')
}

export interface ConnectionState {
  total: number
  /** Have to be connected anew. */
  lost: number
  /** Were not read at the last try. */
  failing: number
}

export function judgeCalendars({ total, lost, failing }: ConnectionState): Finding {
  if (lost > 0) return finding('calendars', 'bad', 'calendars_lost', { values: { count: lost } })
  if (failing > 0) {
    return finding('calendars', 'bad', 'calendars_failing', { values: { count: failing } })
  }
  return total > 0
    ? finding('calendars', 'good', 'calendars_read', { values: { count: total } })
    : finding('calendars', 'good', 'calendars_none')
}

/** Of a provider's pair: neither, both, or one that does nothing without the other. */
export type KeyState = 'none' | 'set' | 'half'

export function judgeCalendarKeys(keys: { google: KeyState; microsoft: KeyState }): Finding {
  const states = Object.values(keys)
  if (states.includes('half')) return finding('calendar_keys', 'bad', 'keys_half')
  if (!states.includes('none')) return finding('calendar_keys', 'good', 'keys_set')
  if (!states.includes('set')) return finding('calendar_keys', 'note', 'keys_none')
  return keys.google === 'none'
    ? finding('calendar_keys', 'note', 'keys_no_google')
    : finding('calendar_keys', 'note', 'keys_no_microsoft')
}

/** One takes its time, and the clock looks for one that is due every five minutes. */
const BACKUP_LATE_HOURS = 2

/** How old the last one is; `everyHours` is null where none is made by the clock. */
export function judgeBackups(ageSeconds: number | null, everyHours: number | null): Finding {
  if (everyHours === null) return finding('backups', 'note', 'backups_off')
  if (ageSeconds === null) return finding('backups', 'bad', 'backups_none')
  const values = { hours: Math.round(ageSeconds / 3_600) }
  return ageSeconds > (everyHours + BACKUP_LATE_HOURS) * 3_600
    ? finding('backups', 'bad', 'backups_late', { values })
    : finding('backups', 'good', 'backups_made', { values })
}

export interface ReaderRoleState {
  application: string
  role: string
  /** Null where there is none. */
  isUsed: boolean | null
}

/** Whether PostgreSQL stands behind what the portal reads, under a role of its own. */
export function judgeReaderRole({ application, role, isUsed }: ReaderRoleState): Finding {
  if (isUsed) return finding('portal', 'good', 'reader_role_used')
  const found = isUsed === null ? 'reader_role_missing' : 'reader_role_unused'
  return finding('portal', 'note', found, { values: { application, role } })
}

function minutesOf(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60))
}

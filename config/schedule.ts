import backups from '#config/backups'
import type { JobName } from '#services/queue'

export interface RecurringJob {
  job: JobName
  everySeconds: number
}

/** Every recurring job. However many workers run, each is started once per turn. */
const schedule: RecurringJob[] = [
  { job: 'sweep_outbox', everySeconds: 30 },
  { job: 'expire_requests', everySeconds: 60 },
  { job: 'complete_bookings', everySeconds: 60 },
  { job: 'chain_audit', everySeconds: 60 },
  { job: 'verify_integrity', everySeconds: 3600 },
  { job: 'offer_places', everySeconds: 60 },
  { job: 'plan_reminders', everySeconds: 60 },
  { job: 'owe_digests', everySeconds: 60 },
  { job: 'plan_sessions', everySeconds: 3600 },
  { job: 'forget_expired', everySeconds: 3600 },
  { job: 'import_clients', everySeconds: 60 },
  { job: 'sync_calendars', everySeconds: 15 },
  { job: 'write_calendar_entries', everySeconds: 10 },
  { job: 'fill_contacts', everySeconds: 30 },
  { job: 'erase_past_retention', everySeconds: 86_400 },
  { job: 'finish_erasures', everySeconds: 60 },
  { job: 'import_bookings', everySeconds: 60 },
  { job: 'take_in_outside_bookings', everySeconds: 30 },
  { job: 'read_bounces', everySeconds: 60 },
  // Looks whether one is due; BACKUP_EVERY says when that is.
  ...(backups.folder ? [{ job: 'create_backup', everySeconds: 300 } as const] : []),
]

export default schedule

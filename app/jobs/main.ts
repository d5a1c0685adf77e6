import type { JobName, JobPayloads } from '#services/queue'

export interface Job<Name extends JobName> {
  handle(payload: JobPayloads[Name]): Promise<unknown>
}

type JobClasses = {
  [Name in JobName]: () => Promise<{ default: new () => Job<Name> }>
}

/** Only the worker knows the classes, so that no imports run in a circle. */
const jobs: JobClasses = {
  deliver_notifications: () => import('#jobs/deliver_notifications_job'),
  sweep_outbox: () => import('#jobs/sweep_outbox_job'),
  expire_requests: () => import('#jobs/expire_requests_job'),
  complete_bookings: () => import('#jobs/complete_bookings_job'),
  chain_audit: () => import('#jobs/chain_audit_job'),
  verify_integrity: () => import('#jobs/verify_integrity_job'),
  offer_places: () => import('#jobs/offer_places_job'),
  plan_reminders: () => import('#jobs/plan_reminders_job'),
  owe_digests: () => import('#jobs/owe_digests_job'),
  plan_sessions: () => import('#jobs/plan_sessions_job'),
  forget_expired: () => import('#jobs/forget_expired_job'),
  import_clients: () => import('#jobs/import_clients_job'),
  sync_calendars: () => import('#jobs/sync_calendars_job'),
  write_calendar_entries: () => import('#jobs/write_calendar_entries_job'),
  fill_contacts: () => import('#jobs/fill_contacts_job'),
  erase_past_retention: () => import('#jobs/erase_past_retention_job'),
  finish_erasures: () => import('#jobs/finish_erasures_job'),
  import_bookings: () => import('#jobs/import_bookings_job'),
  create_backup: () => import('#jobs/create_backup_job'),
  take_in_outside_bookings: () => import('#jobs/take_in_outside_bookings_job'),
  read_bounces: () => import('#jobs/read_bounces_job'),
}

export async function runJob<Name extends JobName>(name: Name, payload: JobPayloads[Name]) {
  const { default: JobClass } = await jobs[name]()
  return new JobClass().handle(payload)
}

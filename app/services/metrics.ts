import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Labels take few values each: never an id, a slug or an address. */
export const registry = new Registry()

const registers = [registry]

export const requestDuration = new Histogram({
  name: 'http_server_request_duration_seconds',
  help: 'From the first middleware to the answer, by the name of the route',
  labelNames: ['route', 'method', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers,
})

export const bookingAttempts = new Counter({
  name: 'booking_attempts_total',
  help: 'Bookings asked for, by what came of them',
  labelNames: ['outcome'],
  registers,
})

export const exclusionBackstops = new Counter({
  name: 'booking_exclusion_backstop_total',
  help: 'Bookings that only the exclusion constraint refused; more than 0 means the locks have a hole',
  registers,
})

export const lockWait = new Histogram({
  name: 'booking_lock_wait_seconds',
  help: 'How long a change of bookings waited for the locks of its hosts',
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 3],
  registers,
})

export const availabilityCache = new Counter({
  name: 'availability_cache_reads_total',
  help: 'Calendars read for a page or an answer, from memory (hit) or from the database (miss)',
  labelNames: ['result'],
  registers,
})

export const keptPages = new Counter({
  name: 'kept_pages_reads_total',
  help: 'Month pages and free times from memory (hit) or written anew (miss)',
  labelNames: ['result'],
  registers,
})

export const outboxOldestAge = new Gauge({
  name: 'outbox_oldest_age_seconds',
  help: 'How long the message that waits longest is due',
  registers,
})

export const outboxDeadLetters = new Gauge({
  name: 'outbox_dead_letters',
  help: 'Messages given up',
  registers,
})

export const outboxBounced = new Gauge({
  name: 'outbox_bounced',
  help: 'Messages that were sent and came back, and were not sent again',
  registers,
})

export const outboxTexts = new Gauge({
  name: 'outbox_texts',
  help: 'SMS by what became of them',
  labelNames: ['status'],
  registers,
})

export const reminderLateness = new Gauge({
  name: 'reminder_lateness_seconds',
  help: 'How late the latest reminder of the last 15 minutes was sent',
  registers,
})

export const webhookDeliveries = new Counter({
  name: 'webhook_deliveries_total',
  help: 'Attempts to tell a business’s system what happened, by what came of them',
  labelNames: ['outcome'],
  registers,
})

export const deliveryReports = new Counter({
  name: 'delivery_reports_total',
  help: 'Mails read in the mailbox of what comes back, by what they were about',
  labelNames: ['outcome'],
  registers,
})

export const integrityFaults = new Gauge({
  name: 'integrity_faults',
  help: 'Faults that the last look through the database found, by check; more than 0 is an alert',
  labelNames: ['check'],
  registers,
})

export const integrityRanAt = new Gauge({
  name: 'integrity_last_run_timestamp_seconds',
  help: 'When the database was last looked through; more than two hours ago is an alert',
  registers,
})

export const backupTakenAt = new Gauge({
  name: 'backup_last_timestamp_seconds',
  help: 'As of when the last backup has the database; none ever is no line',
  registers,
})

export const backupBytes = new Gauge({
  name: 'backup_last_bytes',
  help: 'How large the file of the last backup is',
  registers,
})

export const queueJobs = new Gauge({
  name: 'bullmq_job_count',
  help: 'Jobs in the queue, by state',
  labelNames: ['state'],
  registers,
})

export const sourceUp = new Gauge({
  name: 'metrics_source_up',
  help: 'Whether the figures that are kept there could be read for this answer',
  labelNames: ['source'],
  registers,
})

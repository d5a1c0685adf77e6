import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { sql } from '#queries/sql'

export interface Lease {
  notificationId: number
  /** The first is 1. Also the mark of whose lease it is: a later holder has a higher one. */
  attempt: number
  /** The same, counted since it was last sent again by hand. */
  tries: number
  now: DateTime
}

/** Longer than any sending takes; a worker that dies leaves its mail to others after this. */
const LEASE_SECONDS = 120

/**
 * Takes a mail into one's own hands, and counts the attempt before it is made, so that a crash
 * counts too. Null when it is not due, done, or in other hands; by the database's clock, which the
 * offset moves.
 */
export async function takeLease(notificationId: number, offsetMs: number): Promise<Lease | null> {
  const [row] = await sql<{ attempts: number; tries: number; now: Date }>(
    db.connection(),
    `with clock as (
       select clock_timestamp() + make_interval(secs => cast(:offsetSeconds as double precision)) as now
     )
     update notifications
     set attempts = attempts + 1, leased_until = clock.now + make_interval(secs => :leaseSeconds)
     from clock
     where id = :notificationId and status = 'queued' and channel = 'mail'
       and next_attempt_at <= clock.now and (leased_until is null or leased_until <= clock.now)
     returning attempts, attempts - attempts_before as tries, clock.now`,
    { notificationId, leaseSeconds: LEASE_SECONDS, offsetSeconds: offsetMs / 1_000 }
  )
  if (!row) return null
  const { attempts: attempt, tries, now } = row
  return { notificationId, attempt, tries, now: DateTime.fromJSDate(now) }
}

export function markSent({ notificationId }: Lease, transportId: string) {
  return sql(
    db.connection(),
    `update notifications
     set status = 'sent', sent_at = clock_timestamp(), transport_id = :transportId,
       last_error = null, leased_until = null
     where id = :notificationId`,
    { notificationId, transportId: transportId.slice(0, 255) }
  )
}

/** Not sent, and never to be: what it says no longer holds, or there is nobody to read it. */
export function markDropped(lease: Lease, reason: string) {
  return sql(
    db.connection(),
    `update notifications set status = 'dropped', last_error = :reason, leased_until = null
     where id = :notificationId and attempts = :attempt and status = 'queued'`,
    { notificationId: lease.notificationId, attempt: lease.attempt, reason }
  )
}

/** Nothing was tried: it goes out when the quiet hours of its reader are over. */
export function holdBack(lease: Lease, until: DateTime) {
  return sql(
    db.connection(),
    `update notifications
     set next_attempt_at = :until, held_until = :until, attempts_before = attempts_before + 1,
       leased_until = null
     where id = :notificationId and attempts = :attempt and status = 'queued'`,
    {
      notificationId: lease.notificationId,
      attempt: lease.attempt,
      until: until.toJSDate(),
    }
  )
}

export function postpone(lease: Lease, delaySeconds: number, reason: string) {
  return sql(
    db.connection(),
    `update notifications
     set next_attempt_at = clock_timestamp() + make_interval(secs => :delaySeconds),
       last_error = :reason, leased_until = null
     where id = :notificationId and attempts = :attempt and status = 'queued'`,
    { notificationId: lease.notificationId, attempt: lease.attempt, delaySeconds, reason }
  )
}

import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type {
  QueryClientContract as QueryClient,
  TransactionClientContract as Transaction,
} from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { type InLine, placeInLine } from './recipient_line.js'
import type { OwnWordsSaid, Saying } from '#models/notifications/notification'
import { inTransaction, sql } from '#transactions'

export interface Lease {
  notificationId: number
  /** The first is 1. It also tells whose lease it is: a later holder has a higher one. */
  attempt: number
  tries: number
  now: DateTime
}

/** After this others take the mail of a worker that died; one that still sends renews it. */
const LEASE_SECONDS = 120
const RENEW_EVERY_MS = 40_000

export type LeaseAnswer =
  | { kind: 'goes'; lease: Lease }
  /** A later mail to the same recipient says all that it would. */
  | { kind: 'is_replaced' }
  | { kind: 'not_due' }

const TAKE = `
  with clock as (
    select clock_timestamp() + make_interval(secs => cast(:offsetSeconds as double precision)) as now
  )
  update notifications
  set attempts = attempts + 1, leased_until = clock.now + make_interval(secs => :leaseSeconds)
  from clock
  where id = :notificationId and status = 'queued' and channel <> 'in_app'
    and next_attempt_at <= clock.now and (leased_until is null or leased_until <= clock.now)
  returning attempts, attempts - attempts_before as tries, clock.now`

/** With what became of the booking, where its status says that better. */
const REPLACE = `
  update notifications
  set status = 'dropped', leased_until = null, last_error = case
    when notifications.data->>'status' = bookings.status then 'replaced'
    else 'booking_' || bookings.status end
  from bookings
  where bookings.id = notifications.booking_id and notifications.id = any(:ids)
    and notifications.status = 'queued'`

export async function takeLease(
  notificationId: number,
  line: InLine | null,
  offsetMs: number
): Promise<LeaseAnswer> {
  const offsetSeconds = offsetMs / 1_000
  if (!line) return take(db.connection(), notificationId, offsetSeconds)
  return inTransaction(async (trx) => {
    const place = await placeInLine(trx, line, offsetSeconds)
    switch (place.kind) {
      case 'goes': {
        const taken = await take(trx, notificationId, offsetSeconds)
        if (taken.kind === 'goes' && place.replaces.length > 0) {
          await sql(trx, REPLACE, { ids: place.replaces })
        }
        return taken
      }
      case 'is_replaced':
        await sql(trx, REPLACE, { ids: [notificationId] })
        return { kind: 'is_replaced' }
      case 'waits':
        if (place.until) await waitUntil(trx, notificationId, place.until)
        return { kind: 'not_due' }
    }
  })
}

async function take(
  client: QueryClient,
  notificationId: number,
  offsetSeconds: number
): Promise<LeaseAnswer> {
  const [row] = await sql<{ attempts: number; tries: number; now: Date }>(client, TAKE, {
    notificationId,
    leaseSeconds: LEASE_SECONDS,
    offsetSeconds,
  })
  if (!row) return { kind: 'not_due' }
  const { attempts: attempt, tries, now } = row
  return { kind: 'goes', lease: { notificationId, attempt, tries, now: DateTime.fromJSDate(now) } }
}

/** Nothing was tried: another comes first, and looking before that is of no use. */
function waitUntil(trx: Transaction, notificationId: number, until: Date) {
  return sql(
    trx,
    `update notifications set next_attempt_at = greatest(next_attempt_at, :until)
     where id = :notificationId and status = 'queued'`,
    { notificationId, until }
  )
}

/** Renews the lease while the mail is being sent; call the result to stop. */
export function keepLease({ notificationId, attempt }: Lease): () => void {
  const renew = () =>
    sql(
      db.connection(),
      `update notifications
       set leased_until = leased_until + make_interval(secs => cast(:seconds as double precision))
       where id = :notificationId and attempts = :attempt and status = 'queued'
         and leased_until > clock_timestamp()`,
      { notificationId, attempt, seconds: RENEW_EVERY_MS / 1_000 }
    ).catch((error: unknown) => logger.warn({ err: error }, 'A lease was not renewed'))
  const timer = setInterval(renew, RENEW_EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}

interface Telling {
  type: string
  /** None on channels that have no such id. */
  messageId: string | null
  saying: Saying | null
  words: OwnWordsSaid | null
}

/** Before it is handed over, since nobody knows yet whether it arrives. */
export function markTelling(
  { notificationId, attempt }: Lease,
  { type, messageId, saying, words }: Telling
) {
  return sql(
    db.connection(),
    `update notifications
     set type = :type, message_id = :messageId, telling = cast(:telling as jsonb),
       own_words = cast(:words as jsonb)
     where id = :notificationId and attempts = :attempt`,
    {
      ...{ notificationId, attempt, type, messageId },
      telling: saying && JSON.stringify(saying),
      words: words && JSON.stringify(words),
    }
  )
}

/** Later mails are compared with what this one said. */
export function markSent(
  client: QueryClient,
  { notificationId }: Lease,
  { transportId, saying }: { transportId: string; saying: Saying | null }
) {
  return sql(
    client,
    `update notifications
     set status = 'sent', sent_at = clock_timestamp(), transport_id = :transportId,
       told = cast(:told as jsonb), telling = null, data = data - 'astray',
       last_error = null, leased_until = null
     where id = :notificationId`,
    {
      notificationId,
      transportId: transportId.slice(0, 255),
      told: saying && JSON.stringify(saying),
    }
  )
}

/** Never to be sent: it is no longer true, or nobody is there to read it. */
export function markDropped(lease: Lease, reason: string) {
  return sql(
    db.connection(),
    `update notifications set status = 'dropped', last_error = :reason, leased_until = null
     where id = :notificationId and attempts = :attempt and status = 'queued'`,
    { notificationId: lease.notificationId, attempt: lease.attempt, reason }
  )
}

/** Nothing was tried: it goes out, or is looked at again, at `until`. */
export function holdBack(lease: Lease, until: DateTime, reason: string | null = null) {
  return sql(
    db.connection(),
    `update notifications
     set next_attempt_at = :until, held_until = :until, attempts_before = attempts_before + 1,
       last_error = :reason, leased_until = null
     where id = :notificationId and attempts = :attempt and status = 'queued'`,
    {
      notificationId: lease.notificationId,
      attempt: lease.attempt,
      until: until.toJSDate(),
      reason,
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

/** The server refused it, so this attempt told the recipient nothing. */
export function markUntold({ notificationId, attempt }: Lease) {
  return sql(
    db.connection(),
    `update notifications set telling = null
     where id = :notificationId and attempts = :attempt and status = 'queued'`,
    { notificationId, attempt }
  )
}

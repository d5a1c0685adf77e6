import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'
import type { OwedMail } from './owe.js'

/**
 * All its tries are before it. A mail that went out once must not be taken for the same one by its
 * recipient's mailbox, and what came back told its recipient nothing.
 */
const REQUEUE = `
  update notifications
  set status = 'queued', attempts_before = attempts,
    resends = resends + case when :isToAnother or status in ('sent', 'bounced') then 1 else 0 end,
    data = case status when 'bounced' then data || '{"astray": true}' else data end,
    next_attempt_at = clock_timestamp(), last_error = null`

export async function requeue(trx: Transaction, notificationId: number): Promise<void> {
  await sql(trx, `${REQUEUE} where id = :notificationId`, { notificationId, isToAnother: false })
}

/** What told of the bookings goes to the clients once more, at the address that they have now. */
export function requeueToClients(trx: Transaction, bookingIds: number[]): Promise<OwedMail[]> {
  return sql<OwedMail>(
    trx,
    `${REQUEUE}
     where booking_id = any(:bookingIds) and user_id is null and inbox_address_id is null
       and channel = 'mail'
       and type in ('booking_requested', 'booking_confirmed')
       and status in ('sent', 'failed', 'bounced')
     returning id as "notificationId", attempts as attempt`,
    { bookingIds, isToAnother: true }
  )
}

/** What went to a wrong address told the booking's client nothing. */
export async function markAstray(trx: Transaction, bookingId: number): Promise<void> {
  await sql(
    trx,
    `update notifications set data = data || '{"astray": true}'
     where booking_id = :bookingId and channel = 'mail' and user_id is null
       and inbox_address_id is null`,
    { bookingId }
  )
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'
import type { OwedMail } from './owe.js'

/** What waited for somebody to prove their address is due at once. */
export function wakeProven(trx: Transaction, userId: number): Promise<OwedMail[]> {
  return sql<OwedMail>(
    trx,
    `update notifications
     set next_attempt_at = clock_timestamp(), held_until = null, last_error = null
     from memberships
     where memberships.user_id = :userId and notifications.business_id = memberships.business_id
       and status = 'queued' and last_error = 'owner_unproven'
       and (notifications.user_id = :userId
         or notifications.user_id is null and memberships.role = 'owner')
     returning notifications.id as "notificationId", attempts as attempt`,
    { userId }
  )
}

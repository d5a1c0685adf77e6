import { randomUUID } from 'node:crypto'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { OwedMail } from './owe.js'
import type { PrivateType } from '#models/notifications/notification'
import { sql } from '#transactions'

interface AccountMail {
  userId: number
  type: PrivateType
  data: Record<string, unknown>
  requestId: string | null
}

/** To whoever's account it is, once for each call. */
export function oweAccountMail(
  trx: Transaction,
  { data, ...mail }: AccountMail
): Promise<OwedMail[]> {
  return sql<OwedMail>(
    trx,
    `insert into notifications
       (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id, data)
     select business_id, 'user', user_id, user_id, :type, 'mail',
       concat_ws(':', cast(:type as text), cast(:key as text)), :requestId, cast(:data as jsonb)
     from memberships where user_id = :userId order by id limit 1
     returning id as "notificationId", attempts as attempt`,
    { ...mail, key: randomUUID(), data: JSON.stringify(data) }
  )
}

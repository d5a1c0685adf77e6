import { randomUUID } from 'node:crypto'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { OwedMail } from './owe.js'
import type { By } from '#models/by'
import type { OwnParts } from '#models/notifications/message_text'
import { sql } from '#transactions'

export interface MessageTest extends OwnParts {
  type: string
  language: string
  /** With which it is looked at; null for a sample. */
  bookingId: number | null
}

interface Asked {
  businessId: number
  userId: number
  test: MessageTest
  by: By
}

/** To that one member, once for each call. */
export function oweMessageTest(
  trx: Transaction,
  { businessId, userId, test, by }: Asked
): Promise<OwedMail[]> {
  return sql<OwedMail>(
    trx,
    `insert into notifications
       (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id, data)
     values (:businessId, 'user', :userId, :userId, 'message_test', 'mail', :key, :requestId,
       cast(:data as jsonb))
     returning id as "notificationId", attempts as attempt`,
    {
      ...{ businessId, userId, requestId: by.requestId, key: `message_test:${randomUUID()}` },
      data: JSON.stringify(test),
    }
  )
}

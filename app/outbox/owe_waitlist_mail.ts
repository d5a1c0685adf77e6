import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { OwedMail } from './owe_notifications.js'
import type { NotificationType } from '#models/notifications/notification'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { sql } from '#transactions'

interface Owing {
  entry: WaitlistEntry
  type: Extract<NotificationType, `waitlist_${string}`>
  offerId?: number | null
  requestId: string | null
}

export function oweWaitlistMail(
  trx: Transaction,
  { entry, type, offerId = null, requestId }: Owing
): Promise<OwedMail[]> {
  return sql<OwedMail>(
    trx,
    `insert into notifications
       (business_id, subject_type, subject_id, type, channel, dedupe_key, request_id, data)
     values (:businessId, 'waitlist_entry', :entryId, :type, 'mail', :dedupeKey, :requestId,
       jsonb_strip_nulls(jsonb_build_object('offerId', cast(:offerId as bigint))))
     on conflict (dedupe_key) do nothing
     returning id as "notificationId", attempts as attempt`,
    {
      businessId: entry.businessId,
      entryId: entry.id,
      type,
      dedupeKey: [type, entry.id, offerId, 'mail', 'client'].join(':'),
      requestId,
      offerId,
    }
  )
}

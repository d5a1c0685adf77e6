import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { OwedMail } from './owe_notifications.js'
import type Enquiry from '#models/enquiries/enquiry'
import { sql } from '#transactions'

export async function oweEnquiry(
  trx: Transaction,
  { id, businessId, requestId }: Enquiry
): Promise<OwedMail[]> {
  const owed = await sql<OwedMail & { channel: string }>(
    trx,
    `insert into notifications
       (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id)
     select business_id, 'enquiry', cast(:id as bigint), user_id, 'enquiry_received', channel,
       concat_ws(':', 'enquiry_received', cast(:id as text), channel, user_id), :requestId
     from memberships cross join (values ('mail'), ('in_app')) as channels (channel)
     where business_id = :businessId and role in ('owner', 'admin')
     on conflict (dedupe_key) do nothing
     returning id as "notificationId", attempts as attempt, channel`,
    { id, businessId, requestId }
  )
  return owed
    .filter(({ channel }) => channel === 'mail')
    .map(({ notificationId, attempt }) => ({ notificationId, attempt }))
}

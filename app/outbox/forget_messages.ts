import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { webhookData } from '#messages'
import type { SubjectType } from '#models/notifications/notification'
import type { Traces } from '#queries/privacy/find_traces'
import { sql } from '#transactions'

/** By the ids of what messages are about; texts are patterns for LIKE. */
export type MessagesOf = Omit<Traces, 'outsideIds' | 'emails' | 'phones' | 'names'> & {
  texts: string[]
}

const ABOUT = `business_id = :businessId and (
  booking_id = any(cast(:bookingIds as bigint[]))
  or subject_type = 'client' and subject_id = any(cast(:clientIds as bigint[]))
  or subject_type = 'waitlist_entry' and subject_id = any(cast(:entryIds as bigint[]))
  or subject_type = 'enquiry' and subject_id = any(cast(:enquiryIds as bigint[]))
  or subject_type = 'one_time_link' and subject_id = any(cast(:oneTimeIds as bigint[])))`

/** The mailbox of a machine without a mail server; by whom it names, since it may name many. */
const FORGET_MAILBOX = `
  delete from mailbox_messages
   where message_id in (
       select message_id from notifications where message_id is not null and ${ABOUT})
     or concat_ws(' ', recipients, subject, text, html, cast(headers as text))
       ilike any(cast(:texts as text[]))`

/** Words to one person alone; what went to several is theirs too. */
const FORGET_WRITTEN = `
  update written_messages set title = :erased, body = :erased
   where id in (
     select cast(data->>'writtenId' as bigint) from notifications
      where data->>'writtenId' is not null and ${ABOUT})
     and not exists (
       select from notifications as others
        where others.business_id = :businessId
          and others.data->>'writtenId' = cast(written_messages.id as text)
          and not (coalesce(others.booking_id = any(cast(:bookingIds as bigint[])), false)
            or others.subject_type = 'client'
              and others.subject_id = any(cast(:clientIds as bigint[]))))`

const FORGET_ATTEMPTS = `
  update webhook_attempts set answer = null
   where answer is not null and notification_id in (select id from notifications where ${ABOUT})`

/** Who is written to is gone, so what was to go to them is not sent; nobody reads why it failed. */
const FORGET_DETAILS = `
  update notifications set
    last_error = case when last_error like '%@%' then null else last_error end,
    transport_id = null,
    status = case when status = 'queued' and channel = 'mail' and user_id is null
        and inbox_address_id is null and webhook_endpoint_id is null
      then 'dropped' else status end
   where ${ABOUT}`

/** Of what is no longer there. */
const FORGET_GONE = `
  delete from notifications
   where business_id = :businessId and (
     subject_type = 'client' and subject_id = any(cast(:clientIds as bigint[]))
     or subject_type = 'enquiry' and subject_id = any(cast(:enquiryIds as bigint[])))`

/** Before what they are about is erased. */
export async function forgetMessages(
  trx: Transaction,
  { texts, ...about }: MessagesOf,
  erased: string
): Promise<void> {
  await sql(trx, FORGET_MAILBOX, { ...about, texts })
  await sql(trx, FORGET_WRITTEN, { ...about, erased })
  await sql(trx, FORGET_ATTEMPTS, about)
  await sql(trx, FORGET_DETAILS, about)
  const { businessId, clientIds, enquiryIds } = about
  await sql(trx, FORGET_GONE, { businessId, clientIds, enquiryIds })
}

interface Told {
  id: number
  event: string
  subjectType: SubjectType
  subjectId: number
  createdAt: Date
}

const TOLD = `
  select notifications.id, event, subject_type as "subjectType", subject_id as "subjectId",
    notifications.created_at as "createdAt"
  from webhook_bodies join notifications on notifications.id = notification_id
  where ${ABOUT.replaceAll('business_id', 'notifications.business_id')}
  order by notifications.id`

/** After it is erased: what systems were told, or will be, says what is left. */
export async function tellAnew(trx: Transaction, about: Omit<MessagesOf, 'texts'>): Promise<void> {
  for (const told of await sql<Told>(trx, TOLD, about)) {
    const subject = { type: told.subjectType, id: Number(told.subjectId) }
    const data = await webhookData(subject, trx)
    const timestamp = new Date(told.createdAt).toISOString()
    await sql(trx, 'update webhook_bodies set body = :body where notification_id = :id', {
      id: told.id,
      body: JSON.stringify({ type: told.event, timestamp, data }),
    })
  }
}

/** Where no mail server is, what said that somebody was erased stands in the mailbox for a day. */
const FORGET_COPIES = `
  delete from mailbox_messages
   where created_at < clock_timestamp() - interval '1 day'
     and message_id in (
       select message_id from notifications where subject_type = 'erasure')`

export async function forgetCopies(trx: Transaction): Promise<void> {
  await sql(trx, FORGET_COPIES)
}

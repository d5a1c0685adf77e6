import { randomUUID } from 'node:crypto'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { clientChannels, isForInboxes, type Message, staffChannels } from '#messages'
import { IS_IN_CHARGE } from '#models/accounts/membership'
import type { By } from '#models/by'
import type { SubjectType } from '#models/notifications/notification'
import { sql } from '#transactions'
import { INBOXES, RECIPIENT } from './inboxes.js'
import { DEVICES, HAS_DEVICE } from './push_devices.js'
import { ENDPOINTS, WEBHOOK_ID, webhookEventOf, writeBodies } from './webhook_bodies.js'
import { IS_WANTED } from './wanted.js'

/** A mail or a webhook: what `wakeDeliveries` needs once the transaction has committed. */
export interface OwedMail {
  notificationId: number
  attempt: number
}

interface NewMessage {
  businessId: number
  subject: { type: SubjectType; id: number }
  /** Of what it is about, where that has one. */
  serviceId?: number | null
  /** Who is told beside those in charge: it is about their time. */
  hostId?: number | null
  /** Tells apart what is owed more than once about the same subject. */
  occurrence?: string | number
  data?: Record<string, unknown>
  by: By
}

/**
 * Writes a message into the outbox, in the transaction that caused it: on each channel that has words
 * for them, to the client, to the business's owners and admins who want it, to its own addresses, and
 * to its systems.
 * Doing it twice writes it once.
 * What becomes of a booking is told by `oweNotifications`.
 */
export async function owe(
  trx: Transaction,
  message: Message,
  { businessId, subject, serviceId = null, hostId = null, occurrence, data = {}, by }: NewMessage
): Promise<OwedMail[]> {
  const { type, staff, event } = message
  const webhookEvent = webhookEventOf(message)
  const rows = await sql<OwedMail & { channel: string; createdAt: Date }>(
    trx,
    `with recipients as (
       select cast(null as bigint) as user_id, cast(null as bigint) as inbox_address_id,
         cast(null as bigint) as webhook_endpoint_id, cast(null as bigint) as push_device_id, channel
       from unnest(cast(:clientChannels as text[])) as channels (channel)
       where not (:subjectType = 'waitlist_entry' and exists (
         select from waitlist_entries where id = :subjectId and client_email is null))
       union all
       select memberships.user_id, null, null, push_devices.id, channel
       from memberships cross join unnest(cast(:staffChannels as text[])) as channels (channel)
         ${DEVICES}
       where business_id = :businessId and ${IS_WANTED} and ${HAS_DEVICE}
         and (${IS_IN_CHARGE}
           or memberships.user_id in (select user_id from hosts where id = cast(:hostId as bigint)))
       union all ${INBOXES}
       union all ${ENDPOINTS}
     )
     insert into notifications
       (business_id, subject_type, subject_id, user_id, inbox_address_id, webhook_endpoint_id,
        push_device_id, type, channel, dedupe_key, message_id, request_id, data)
     select :businessId, :subjectType, :subjectId, user_id, inbox_address_id, webhook_endpoint_id,
       push_device_id, :type, channel,
       concat_ws(':', cast(:type as text), cast(:subjectId as bigint), cast(:occurrence as text),
         channel, ${RECIPIENT}, push_device_id),
       ${WEBHOOK_ID}, :requestId, cast(:data as jsonb)
     from recipients
     on conflict (dedupe_key) do nothing
     returning id as "notificationId", attempts as attempt, channel, created_at as "createdAt"`,
    {
      ...{ businessId, type, event: event ?? null, requestId: by.requestId },
      data: JSON.stringify(data),
      ...{ subjectType: subject.type, subjectId: subject.id },
      occurrence: occurrence === undefined ? null : String(occurrence),
      clientChannels: clientChannels(message),
      ...{ serviceId, hostId, tellsInboxes: isForInboxes(message) },
      staffChannels: staff === 'in_charge' ? staffChannels(message) : [],
      webhookEvent,
    }
  )
  if (webhookEvent) await writeBodies(trx, { event: webhookEvent, subject, rows })
  return rows
    .filter(({ channel }) => channel !== 'in_app')
    .map(({ notificationId, attempt }) => ({ notificationId, attempt }))
}

/** For what happens as often as it is done. */
export function oweEachTime(
  trx: Transaction,
  message: Message,
  owed: Omit<NewMessage, 'occurrence'>
): Promise<OwedMail[]> {
  return owe(trx, message, { ...owed, occurrence: randomUUID() })
}

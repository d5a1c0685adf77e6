import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { HOSTS_OF_BOOKING } from '#claims'
import type Booking from '#models/bookings/booking'
import { IS_IN_CHARGE } from '#models/accounts/membership'
import type { By } from '#models/by'
import {
  allMessages,
  clientChannels,
  isForInboxes,
  type Message,
  messageOf,
  type MessageType,
  staffChannels,
} from '#messages'
import { sql } from '#transactions'
import type { OwedMail } from './owe.js'
import { oweCalls } from './owe_calls.js'
import { INBOXES, RECIPIENT } from './inboxes.js'
import { DEVICES, HAS_DEVICE } from './push_devices.js'
import {
  ENDPOINTS,
  type OwedWebhook,
  WEBHOOK_ID,
  webhookEventOf,
  writeBodies,
} from './webhook_bodies.js'
import { takesTexts } from './takes_sms.js'
import { IS_WANTED } from './wanted.js'

type OwedAbout =
  | 'businessId'
  | 'hostId'
  | 'serviceId'
  | 'clientEmail'
  | 'textsTo'
  | 'tellsClient'
  | 'status'
  | 'calendarSequence'
  | 'startsAt'
  | 'endsAt'

export interface WhatHappened {
  booking: Pick<Booking, OwedAbout>
  type: MessageType
  /** The move that it is about, where that waits or waited for an answer. */
  moveRequestId?: number | null
  /** Its whole session moved, was given to somebody else, or was called off. */
  isWithSession?: boolean
  /** Whether whoever did it wants the client told; else as the booking says. */
  tellsClient?: boolean
  /** False where those of the business are told of nothing; their systems are. */
  tellsStaff?: boolean
  /** Who gave it until now. */
  formerHostId?: number | null
  /** Whoever did it knows already; their calendar, where a mail put the booking there, does not. */
  by: By
}

interface OwedRow extends OwedMail {
  channel: string
  createdAt: Date
}

/** Whether a mail put the booking into a member's calendar, or may have: one that was tried and not heard of. */
const IS_IN_CALENDAR = `exists (
  select from notifications as mails
   where mails.user_id = memberships.user_id and mails.channel = 'mail'
     and (mails.booking_id = :bookingId or mails.booking_id in (
       select dates.id from bookings join bookings as dates using (series_id)
        where bookings.id = :bookingId))
     and (mails.status = 'queued' and mails.attempts > 0 and mails.type = any(:inDiaries)
       or coalesce(mails.told, mails.telling)->'bookings'->cast(:bookingId as text)->>'status'
         in ('approved', 'completed', 'no_show')))`

const owed = (bookingId: string, hostsTogether: string, isInCalendar: string) => `
  recipients as (
    select cast(null as bigint) as user_id, cast(null as bigint) as inbox_address_id,
        cast(null as bigint) as webhook_endpoint_id, cast(null as bigint) as push_device_id, channel
      from unnest(cast(:clientChannels as text[])) as channels (channel)
     where cast(:clientEmail as text) is not null
    union all
    select null, null, null, null, 'sms'
     where ${takesTexts('cast(:textedAt as text)', ':businessId')}
    union all
    select memberships.user_id, null, null, push_devices.id, channel
      from memberships cross join unnest(cast(:staffChannels as text[])) as channels (channel)
        ${DEVICES}
     where memberships.business_id = :businessId and ${HAS_DEVICE}
       and (cast(:staff as text) <> 'in_calendar'
           and memberships.user_id is distinct from cast(:exceptUserId as bigint)
           and ${IS_WANTED}
         or channel = 'mail' and ${isInCalendar})
       and case cast(:staff as text)
         when 'in_charge' then ${IS_IN_CHARGE}
         when 'former_host' then memberships.role = 'staff' and memberships.user_id in
           (select user_id from hosts where hosts.id = cast(:formerHostId as bigint))
         else ${IS_IN_CHARGE} or memberships.user_id in
           (select user_id from hosts where hosts.id in (:hostId, cast(:formerHostId as bigint))
              or cast(:staff as text) <> 'host' and hosts.id in ${hostsTogether})
         end
    union all ${INBOXES}
    union all ${ENDPOINTS}
  ), owed as (
    insert into notifications
      (business_id, subject_type, subject_id, booking_version, user_id, inbox_address_id,
       webhook_endpoint_id, push_device_id, type, channel, dedupe_key, message_id, request_id, data,
       told)
    select :businessId, 'booking', ${bookingId}, cast(:version as integer), user_id, inbox_address_id,
      webhook_endpoint_id, push_device_id, :type, channel,
      concat_ws(':', cast(:type as text), ${bookingId}, cast(:version as integer),
        cast(:moveRequestId as bigint), channel, ${RECIPIENT}, push_device_id),
      ${WEBHOOK_ID}, :requestId, jsonb_strip_nulls(jsonb_build_object('status', cast(:status as text),
        'moveRequestId', cast(:moveRequestId as bigint),
        'isOwn', case when channel = 'sms' and :actor = 'client' then true end)),
      case channel when 'in_app' then jsonb_build_object('at', clock_timestamp(), 'bookings',
        jsonb_build_object(${bookingId}, jsonb_build_object(
          'status', cast(:status as text), 'version', cast(:version as integer), 'isTheirs', true,
          'hostId', cast(:hostId as bigint), 'startsAt', cast(:saidStart as text),
          'endsAt', cast(:saidEnd as text)))) end
    from recipients
    on conflict (dedupe_key) do nothing
    returning id, channel, attempts, created_at
  )`

const OWE = `with ${owed('cast(:bookingId as bigint)', HOSTS_OF_BOOKING, IS_IN_CALENDAR)} 
  select id as "notificationId", channel, attempts as attempt, created_at as "createdAt" from owed`

/** Of a booking that the same statement writes, as its row `booking`; with `owedParameters`. */
export const OWE_OF_NEW = owed(
  '(select id from booking)',
  '(select unnest(cast(:claimedIds as bigint[])))',
  'false'
)

/**
 * Writes the messages owed for what happened into the outbox, in the transaction that caused it, to
 * whom the message is for: the client where there is an address, or a number that may be texted, those of the business, as each of
 * them wants it, and the business's own addresses. Doing it twice writes them once.
 */
export async function oweNotifications(
  trx: Transaction,
  happened: WhatHappened & { booking: Pick<Booking, 'id'> }
): Promise<OwedMail[]> {
  const bookingId = happened.booking.id
  const inDiaries = allMessages().flatMap((each) => (isForDiaries(each) ? [each.type] : []))
  const parameters = { ...owedParameters(happened), bookingId, inDiaries }
  const rows = await sql<OwedRow>(trx, OWE, parameters)
  const { type, tellsClient, by } = happened
  if (clientChannels(messageOf(type)).length > 0) {
    await oweCalls(trx, { bookingIds: [bookingId], type, tellsClient, by })
  }
  await writeBodiesOf(trx, { happened, bookingId, rows })
  return (
    rows
      .filter(({ channel }) => channel !== 'in_app')
      // A job sends what it has in order, and no mail waits for an SMS.
      .toSorted((one, other) => Number(one.channel === 'sms') - Number(other.channel === 'sms'))
      .map(({ notificationId, attempt }) => ({ notificationId, attempt }))
  )
}

export function owedParameters({
  booking,
  type,
  moveRequestId = null,
  isWithSession = false,
  tellsClient,
  tellsStaff = true,
  formerHostId = null,
  by,
}: WhatHappened) {
  const message = messageOf(type)
  const staff = isWithSession ? message.staffOfSession : message.staff
  const isTold = tellsClient ?? booking.tellsClient
  const isOnlyTexted = isTold && booking.clientEmail === null && message.sms !== undefined
  return {
    clientChannels: isTold ? clientChannels(message) : [],
    textedAt: isOnlyTexted ? booking.textsTo : null,
    actor: by.actor,
    staffChannels: tellsStaff ? staffChannels(message) : [],
    staff: staff ?? null,
    tellsInboxes: tellsStaff && isForInboxes({ ...message, staff }),
    serviceId: booking.serviceId,
    event: message.event ?? null,
    webhookEvent: webhookEventOf(message, booking.calendarSequence),
    clientEmail: booking.clientEmail,
    businessId: booking.businessId,
    hostId: booking.hostId,
    version: booking.calendarSequence,
    status: booking.status,
    saidStart: booking.startsAt.toUTC().toISO(),
    saidEnd: booking.endsAt.toUTC().toISO(),
    formerHostId,
    exceptUserId: by.userId,
    type,
    requestId: by.requestId,
    moveRequestId,
  }
}

/** Call it once the booking is written, with what the statement owed. */
export async function writeBodiesOf(
  trx: Transaction,
  { happened, bookingId, rows }: { happened: WhatHappened; bookingId: number; rows: OwedWebhook[] }
): Promise<void> {
  const event = webhookEventOf(messageOf(happened.type), happened.booking.calendarSequence)
  if (event) await writeBodies(trx, { event, subject: { type: 'booking', id: bookingId }, rows })
}

/** It puts a booking into diaries or takes it out. */
function isForDiaries({ staff }: Message): boolean {
  return staff === 'every_host'
}

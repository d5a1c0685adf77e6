import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { claimsOf, HOLDER } from '#claims'
import { CLIENT_OF_NEW } from '../clients/client_of_new.js'
import { appUrl } from '#config/app'
import { clientCreated } from '#messages'
import { type BookingChange, changeParameters, RECORD_OF_NEW } from '#history'
import Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import {
  oweEachTime,
  type WhatHappened,
  owedParameters,
  OWE_OF_NEW,
  type OwedMail,
  type OwedWebhook,
  REMIND_OF_NEW,
  writeBodiesOf,
} from '#outbox'
import type { Buffers } from '#scheduling/rules/buffers'
import { sql, type SqlValue } from '#transactions'

const VALUES: Record<string, string> = {
  business_id: ':businessId',
  service_id: ':serviceId',
  host_id: ':hostId',
  host_reason: ':hostReason',
  session_id: ':sessionId',
  seats: ':seats',
  place_key: ':placeKey',
  series_id: ':seriesId',
  client_id: '(select id from client)',
  link_id: ':linkId',
  one_time_link_id: ':oneTimeLinkId',
  reference: ':reference',
  holds_time: ':holdsTime',
  status: ':status',
  starts_at: ':startsAt',
  ends_at: ':endsAt',
  client_name: ':clientName',
  client_email: ':clientEmail',
  client_phone: ':clientPhone',
  client_time_zone: ':clientTimeZone',
  client_locale: ':clientLocale',
  client_clock: ':clientClock',
  texts_to: ':textsTo',
  texts_agreed_at: ':textsAgreedAt',
  texts_words: ':textsWords',
  notes: ':notes',
  private_note: ':privateNote',
  outside_booking_id: ':outsideBookingId',
  answers: ':answers',
  price: ':price',
  policy: ':policy',
  currency: ':currency',
  overrides: 'cast(:overrides as text[])',
  tells_client: ':tellsClientOfIt',
  expires_at: ':expiresAt',
  approved_at: ':approvedAt',
  calendar_sequence: ':version',
  calendar_host: ':calendarHost',
  consent_text_id: 'cast(:consentTextId as bigint)',
  consented_at: 'case when cast(:consentTextId as bigint) is not null then clock_timestamp() end',
  request_id: ':requestId',
}

const COLUMNS = [...Booking.$columnsDefinitions.values()].map(({ columnName }) => columnName)

const CLAIMED = claimsOf({
  rows: 'booking',
  hostIds: ':claimedIds',
  businessId: 'business_id',
  serviceId: 'service_id',
  expiresAt: 'expires_at',
})

/** One statement: each journey to the database keeps all waiting who want the same host. */
const INSERT = `
  with ${HOLDER}, ${CLIENT_OF_NEW}, booking as (
    insert into bookings (id, ${Object.keys(VALUES).join(', ')})
    select holder.id, ${Object.values(VALUES).join(', ')} from holder
    returning *
  ),
  ${CLAIMED},
  ${RECORD_OF_NEW},
  ${REMIND_OF_NEW},
  ${OWE_OF_NEW}
  select ${COLUMNS.map((name) => `booking.${name}`).join(', ')},
    (select coalesce(json_agg(json_build_object('notificationId', id, 'attempt', attempts)
        order by channel = 'sms', id), '[]')
      from owed where channel <> 'in_app') as owed,
    (select coalesce(json_agg(json_build_object(
        'notificationId', id, 'channel', channel, 'createdAt', created_at)), '[]')
      from owed where channel = 'webhook') as webhooks,
    (select id from new_client where exists (
      select from webhook_endpoints
       where business_id = :businessId and paused_at is null)) as "newClientId"
  from booking`

interface NewBooking {
  values: Record<string, SqlValue>
  claims: Buffers & { claimedIds: number[] }
  change: BookingChange
  happened: WhatHappened
  now: Date
}

type Written = Record<string, unknown> & {
  owed: OwedMail[]
  webhooks: OwedWebhook[]
  /** Null where no system of the business would be told. */
  newClientId: number | null
}

export interface Inserted {
  booking: Booking
  owed: OwedMail[]
}

export async function insertBooking(
  trx: Transaction,
  { values, claims, change, happened, now }: NewBooking
): Promise<Inserted> {
  const [{ owed, webhooks, newClientId, ...row }] = await sql<Written>(trx, INSERT, {
    ...{
      ...values,
      ...claims,
      ...changeParameters(change),
      ...owedParameters(happened),
      now,
    },
    calendarHost: new URL(appUrl).hostname,
  })
  const booking = Booking.$createFromAdapterResult(row)
  if (!booking) throw new Error('The database gave no booking back')
  await writeBodiesOf(trx, { happened, bookingId: booking.id, rows: webhooks })
  const { by } = happened
  const told = newClientId === null ? [] : await tellOfClient(trx, booking, newClientId, by)
  return { booking, owed: [...owed, ...told] }
}

function tellOfClient(trx: Transaction, { businessId }: Booking, id: number, by: By) {
  return oweEachTime(trx, clientCreated, { businessId, subject: { type: 'client', id }, by })
}

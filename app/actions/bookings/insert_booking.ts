import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type Change, changeParameters, RECORD_OF_NEW } from '#actions/bookings/record_change'
import {
  type Occasion,
  occasionParameters,
  OWE_OF_NEW,
  type OwedMail,
} from '#actions/notifications/owe_notifications'
import { appUrl } from '#config/app'
import { REMIND_OF_NEW } from '#actions/notifications/plan_reminders'
import Booking from '#models/booking'
import { sql, type SqlValue } from '#transactions'

/** Of the bookings table, each from the parameter beside it; the database adds the others. */
const VALUES: Record<string, string> = {
  business_id: ':businessId',
  service_id: ':serviceId',
  host_id: ':hostId',
  host_reason: ':hostReason',
  session_id: ':sessionId',
  seats: ':seats',
  series_id: ':seriesId',
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
  notes: ':notes',
  answers: ':answers',
  price: ':price',
  currency: ':currency',
  expires_at: ':expiresAt',
  approved_at: ':approvedAt',
  calendar_sequence: ':version',
  calendar_host: ':calendarHost',
  request_id: ':requestId',
}

const COLUMNS = [...Booking.$columnsDefinitions.values()].map(({ columnName }) => columnName)

/**
 * Everything that a new booking is, in one statement, for each is a journey to the database that
 * whoever wants the same host waits for: its holder, itself, the claims on its hosts' time, its
 * history and audit, its reminders and the messages it causes.
 */
const INSERT = `
  with holder as (
    insert into holders (business_id) values (:businessId) returning id
  ), booking as (
    insert into bookings (id, ${Object.keys(VALUES).join(', ')})
    select holder.id, ${Object.values(VALUES).join(', ')} from holder
    returning *
  ), claimed as (
    insert into claims
      (business_id, host_id, service_id, holder_id, starts_at, ends_at, blocked, expires_at)
    select business_id, claimed_id, service_id, id, starts_at, ends_at,
      tstzrange(starts_at - make_interval(mins => :bufferBefore),
        ends_at + make_interval(mins => :bufferAfter)),
      expires_at
    from booking cross join unnest(cast(:claimedIds as bigint[])) as claimed_id
  ),
  ${RECORD_OF_NEW},
  ${REMIND_OF_NEW},
  ${OWE_OF_NEW}
  select ${COLUMNS.map((name) => `booking.${name}`).join(', ')},
    (select coalesce(json_agg(json_build_object('notificationId', id, 'attempt', attempts)), '[]')
      from owed where channel = 'mail') as owed
  from booking`

interface NewBooking {
  /** Its columns, but for those that its change and its occasion say. */
  values: Record<string, SqlValue>
  claims: { claimedIds: number[]; bufferBefore: number; bufferAfter: number }
  change: Change
  occasion: Occasion
  now: Date
}

export interface Inserted {
  booking: Booking
  owed: OwedMail[]
}

export async function insertBooking(
  trx: Transaction,
  { values, claims, change, occasion, now }: NewBooking
): Promise<Inserted> {
  const [{ owed, ...row }] = await sql<Record<string, unknown> & { owed: OwedMail[] }>(
    trx,
    INSERT,
    {
      ...{
        ...values,
        ...claims,
        ...changeParameters(change),
        ...occasionParameters(occasion),
        now,
      },
      calendarHost: new URL(appUrl).hostname,
    }
  )
  const booking = Booking.$createFromAdapterResult(row)
  if (!booking) throw new Error('The database gave no booking back')
  return { booking, owed }
}

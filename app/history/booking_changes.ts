import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { By } from '#models/by'
import type Booking from '#models/bookings/booking'
import type { EventDetails, MoveKind } from '#models/bookings/booking_event'
import type { BookingStatus } from '#scheduling/slots/bookings'
import { noteDone, sql } from '#transactions'

export interface BookingChange {
  booking: Pick<Booking, 'businessId'>
  from: BookingStatus | null
  to: BookingStatus
  by: By
  reason?: string | null
  /** The rule that decided instead of a person. */
  rule?: 'returning_client' | null
  details?: EventDetails
}

const recorded = (bookingId: string) => `
  history as (
    insert into booking_events
      (business_id, booking_id, from_status, to_status, actor, user_id, api_key_id, reason, details)
    values (:businessId, ${bookingId}, :from, :to, :actor, :userId, :keyId, :reason,
      jsonb_strip_nulls(jsonb_build_object('rule', cast(:rule as text))) || cast(:details as jsonb))
  ), audited as (
    insert into audit_entries
      (business_id, actor, user_id, api_key_id, action, subject_type, subject_id, changes, request_id)
    values (:businessId, :actor, :userId, :keyId, :action, 'booking', ${bookingId},
      jsonb_strip_nulls(jsonb_build_object('rule', cast(:rule as text)))
        || jsonb_build_object('status', jsonb_build_array(cast(:from as text), cast(:to as text)))
        || cast(:details as jsonb), :requestId)
  )`

const RECORD = `with ${recorded(':bookingId')} select`

/** For a booking that the same statement writes as `booking`; needs `changeParameters`. */
export const RECORD_OF_NEW = recorded('(select id from booking)')

/** The history keeps people's words; the audit entry beside it keeps ids only. */
export async function recordChange(
  trx: Transaction,
  change: BookingChange & { booking: Pick<Booking, 'id'> }
): Promise<void> {
  const { booking, by } = change
  await noteDone(trx, booking.businessId, by.keyed)
  await sql(trx, RECORD, { ...changeParameters(change), bookingId: booking.id })
}

const RECORD_REWORDED = `
  with reworded as (
    select id, business_id, status,
      cast(:details as jsonb) || case when client_email is not null and tells_client then '{}'
        else jsonb_build_object('isUntold', true) end as details
    from bookings where id = any(:bookingIds)
  ), history as (
    insert into booking_events
      (business_id, booking_id, from_status, to_status, actor, user_id, api_key_id, details)
    select business_id, id, status, status, :actor, :userId, cast(:keyId as bigint), details
    from reworded
  ), audited as (
    insert into audit_entries
      (business_id, actor, user_id, api_key_id, action, subject_type, subject_id, changes, request_id)
    select business_id, :actor, :userId, cast(:keyId as bigint), 'booking.reworded', 'booking', id,
      jsonb_build_object('status', jsonb_build_array(status, status)) || details, :requestId
    from reworded
  ) select`

/** For many bookings at once, after their words were changed. */
export async function recordReworded(
  trx: Transaction,
  {
    bookingIds,
    changed,
    by,
  }: {
    bookingIds: number[]
    changed: EventDetails['changed']
    by: By
  }
): Promise<void> {
  const details = JSON.stringify({ kind: 'reworded', changed } satisfies EventDetails)
  const { actor, userId, keyId, requestId } = by
  await sql(trx, RECORD_REWORDED, { bookingIds, actor, userId, keyId, requestId, details })
}

export function changeParameters(change: BookingChange) {
  const { booking, from, to, by, reason = null, rule = null, details = {} } = change
  return {
    businessId: booking.businessId,
    from,
    to,
    actor: by.actor,
    userId: by.userId,
    keyId: by.keyId,
    reason,
    rule,
    details: JSON.stringify(details),
    action: `booking.${from === null ? 'created' : (details.kind ?? to)}`,
    requestId: by.requestId,
  }
}

export function timeOf({
  startsAt,
  endsAt,
  hostId,
}: Pick<Booking, 'startsAt' | 'endsAt' | 'hostId'>) {
  return {
    startsAt: startsAt.toUTC().toISO() ?? '',
    endsAt: endsAt.toUTC().toISO() ?? '',
    hostId,
  }
}

export async function hasSeen(
  trx: Transaction,
  bookingId: number,
  kind: MoveKind
): Promise<boolean> {
  const rows = await sql(
    trx,
    `select from booking_events
      where booking_id = :bookingId and details->>'kind' = :kind limit 1`,
    { bookingId, kind }
  )
  return rows.length > 0
}

/** JSON of a booking's time and host before its last move, or null; needs a row of `bookings`. */
export const MOVED_FROM = `(
  select json_build_object('startsAt', details->'from'->>'startsAt',
           'endsAt', details->'from'->>'endsAt', 'hostId', hosts.id, 'host', hosts.name)
    from booking_events
    left join hosts on hosts.id = cast(details->'from'->>'hostId' as bigint)
   where booking_events.booking_id = bookings.id and details->>'kind' = 'moved'
   order by booking_events.id desc limit 1)`

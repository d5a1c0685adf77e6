import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { HOSTS_TOGETHER } from '#claims'
import { IS_IN_CHARGE } from '#models/accounts/membership'
import type { By } from '#models/by'
import type { WordKind } from '#scheduling/news'
import { sql } from '#transactions'
import type { OwedMail } from './owe.js'
import { oweCalls } from './owe_calls.js'

/**
 * Answers about moves are still owed for what the same statement renews, as `renewed` (id,
 * calendar_sequence).
 */
export const KEEP_ANSWERS_OWED = `
    update notifications set booking_version = calendar_sequence
      from renewed
     where notifications.booking_id = renewed.id and notifications.status = 'queued'
       and notifications.type in ('move_rejected', 'move_expired')
       and booking_version = calendar_sequence - 1`

/** Dates that were booked together are told together. A request is in nobody's calendar. */
const OWE = `
  with recipients as (
    select id, cast(null as bigint) as user_id from bookings
     where id = any(:bookingIds) and client_email is not null
       and coalesce(cast(:tellsClient as boolean), tells_client)
       and not cast(:isForStaff as boolean)
    union all
    select bookings.id, memberships.user_id
      from bookings join memberships on memberships.business_id = bookings.business_id
     where bookings.id = any(:bookingIds) and bookings.status = 'approved'
       and not cast(:isForClient as boolean)
       and (${IS_IN_CHARGE} or memberships.user_id in (
         select user_id from hosts where hosts.id = bookings.host_id or hosts.id in (
           select given.id from json_to_recordset(${HOSTS_TOGETHER}) as given (id bigint))))
       and exists (
         select from notifications as mails
          where mails.user_id = memberships.user_id and mails.channel = 'mail'
            and mails.told is not null
            and mails.booking_id in (
              select dates.id from bookings as dates
               where dates.id = bookings.id or dates.series_id = bookings.series_id))
  ), mails as (
    select bookings.*, user_id, first_value(bookings.id) over recipient as first_id,
      array_agg(bookings.id) over recipient as dates
    from recipients join bookings on bookings.id = recipients.id
    window recipient as (
      partition by coalesce(series_id, -bookings.id), status, client_email, user_id
      order by starts_at, bookings.id
      rows between unbounded preceding and unbounded following)
  )
  insert into notifications
    (business_id, subject_type, subject_id, booking_version, user_id, type, channel, dedupe_key,
     request_id, data)
  select business_id, 'booking', id, calendar_sequence, user_id, 'booking_changed', 'mail',
    concat_ws(':', 'booking_changed', id, calendar_sequence, 'mail',
      coalesce(cast(user_id as text), 'client')),
    :requestId, jsonb_strip_nulls(jsonb_build_object('status', status,
      'changed', cast(:changed as jsonb),
      'dates', case when array_length(dates, 1) > 1 then to_jsonb(dates) end))
  from mails where id = first_id
  on conflict (dedupe_key) do nothing
  returning id as "notificationId", attempts as attempt`

interface RewordedBookings {
  bookingIds: number[]
  changed: WordKind[]
  by: By
  /** Where the client is told in other words, or not at all. */
  isForStaff?: boolean
  isForClient?: boolean
  /** What was chosen for this alone; else as each booking says. */
  tellsClient?: boolean
}

/** To clients, and to those of the business who were told of the booking by mail. */
export async function oweReworded(
  trx: Transaction,
  {
    bookingIds,
    changed,
    by,
    tellsClient,
    isForStaff = false,
    isForClient = false,
  }: RewordedBookings
): Promise<OwedMail[]> {
  if (!isForStaff) await oweCalls(trx, { bookingIds, type: 'booking_changed', tellsClient, by })
  return sql<OwedMail>(trx, OWE, {
    ...{ bookingIds, changed: JSON.stringify(changed), requestId: by.requestId },
    ...{ isForStaff, isForClient, tellsClient: tellsClient ?? null },
  })
}

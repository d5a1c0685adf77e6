import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type ClientPreference from '#models/notifications/client_preference'
import { sql } from '#transactions'
import { takesTexts } from './takes_sms.js'

/**
 * A client chooses when to be reminded, and never; where the business reminds nobody, that holds. Those
 * that go by SMS go to whoever agreed to it.
 */
const planned = (bookings: string, scope: string) => `
  planned as (
    select bookings.id, bookings.business_id, bookings.status, bookings.request_id,
      bookings.calendar_sequence as version, offset_minutes, channel,
      bookings.starts_at - make_interval(mins => offset_minutes) as due_at
    from ${bookings} as bookings
      join services on services.id = bookings.service_id
      join booking_settings on booking_settings.business_id = bookings.business_id
      left join client_preferences as chosen on chosen.business_id = bookings.business_id
        and chosen.email = bookings.client_email
      cross join lateral (
        select coalesce(services.reminder_minutes, booking_settings.reminder_minutes)) as usual (minutes)
      cross join unnest(case when usual.minutes = '{}' then usual.minutes
        else coalesce(chosen.reminder_minutes, usual.minutes) end) as offset_minutes
      cross join lateral (
        select case
          when offset_minutes = any(booking_settings.text_reminder_minutes)
            and coalesce(chosen.gets_texts, true)
            and ${takesTexts('bookings.texts_to', 'bookings.business_id')} then 'sms'
          when bookings.client_email is not null then 'mail' end) as reached (channel)
    where ${scope} and bookings.status = 'approved' and channel is not null
      and bookings.tells_client
  )`

/** SQL: the client of `bookings` chose others. */
const IS_DECLINED = `exists (
  select from client_preferences as chosen
   where chosen.business_id = bookings.business_id and chosen.email = bookings.client_email
     and notifications.offset_minutes <> all (chosen.reminder_minutes))`

const REMIND = `
  insert into notifications
    (business_id, subject_type, subject_id, type, channel, booking_version, offset_minutes, next_attempt_at,
     dedupe_key, request_id, data)
  select business_id, 'booking', id, 'booking_reminder', channel, version, offset_minutes, due_at,
    concat_ws(':', 'booking_reminder', id, version, offset_minutes, channel, 'client'), request_id,
    jsonb_build_object('status', status)
  from planned where due_at > :now
  on conflict (dedupe_key) do update
    set status = 'queued', next_attempt_at = excluded.next_attempt_at, last_error = null
    where notifications.status = 'dropped'`

/**
 * Offsets are elapsed time, so a clock change moves no reminder. What is due already stays queued:
 * it may be late, and delivery decides.
 */
const planFor = (scope: string) => `
  with ${planned('bookings', scope)}, dropped as (
    update notifications
    set status = 'dropped', leased_until = null, last_error = case
      when bookings.status <> 'approved' then 'booking_' || bookings.status
      when bookings.calendar_sequence <> notifications.booking_version then 'booking_moved'
      when ${IS_DECLINED} then 'client_declined'
      when channel = 'sms' and exists (
        select from text_stops where number = bookings.texts_to) then 'number_stopped'
      when exists (
        select from planned where planned.id = bookings.id
          and planned.offset_minutes = notifications.offset_minutes) then 'other_channel'
      else 'reminder_removed' end
    from bookings
    where ${scope} and notifications.booking_id = bookings.id
      and notifications.type = 'booking_reminder' and notifications.status = 'queued'
      and not exists (
        select from planned
        where planned.id = bookings.id and planned.version = notifications.booking_version
          and planned.offset_minutes = notifications.offset_minutes
          and planned.channel = notifications.channel)
  )${REMIND}`

/** For a booking that the same statement writes as `booking`, by the clock `:now`. */
export const REMIND_OF_NEW = `${planned('booking', 'true')}, reminded as (${REMIND})`

const PLAN_BOOKING = planFor('bookings.id = :bookingId')

const PLAN_COMING = planFor(
  `bookings.business_id = :businessId and bookings.starts_at > :now
   and (cast(:serviceId as bigint) is null or bookings.service_id = :serviceId)`
)

const PLAN_OF_CLIENT = planFor(
  `bookings.business_id = :businessId and bookings.starts_at > :now
   and bookings.client_email = cast(:email as citext)`
)

/** Whoever has a number stopped its texts, or wants them again. */
const PLAN_OF_NUMBER = planFor('bookings.texts_to = :number and bookings.starts_at > :now')

/** Call it after the booking is saved, in its transaction. `now` is the database's clock. */
export async function planReminders(
  trx: Transaction,
  booking: Booking,
  now: DateTime
): Promise<void> {
  await sql(trx, PLAN_BOOKING, { bookingId: booking.id, now: now.toJSDate() })
}

interface Coming {
  businessId: number
  serviceId: number | null
}

export async function planComingReminders(
  trx: Transaction,
  { businessId, serviceId }: Coming,
  now: DateTime
): Promise<void> {
  await sql(trx, PLAN_COMING, { businessId, serviceId, now: now.toJSDate() })
}

export async function planRemindersOfClient(
  trx: Transaction,
  { businessId, email }: ClientPreference,
  now: DateTime
): Promise<void> {
  await sql(trx, PLAN_OF_CLIENT, { businessId, email, now: now.toJSDate() })
}

export async function planRemindersOfNumber(
  trx: Transaction,
  number: string,
  now: DateTime
): Promise<void> {
  await sql(trx, PLAN_OF_NUMBER, { number, now: now.toJSDate() })
}

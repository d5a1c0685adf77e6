import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type PrivacySettings from '#models/privacy/privacy_settings'
import { sql } from '#transactions'

export type KeptMonths = Pick<
  PrivacySettings,
  'keepDoneMonths' | 'keepCancelledMonths' | 'keepDeclinedMonths'
>

/** What nobody would know any more whose it was. */
export interface PastRetention {
  bookings: number
  clients: number
  /** When the last of them ended. */
  until: Date | null
}

const before = (months: string) =>
  `ends_at < clock_timestamp() - make_interval(months => cast(${months} as integer))`

/** Nothing where the months are null. */
const IS_PAST = `erased_at is null and business_id = :businessId and (
  status in ('completed', 'no_show') and ${before(':done')}
  or status = 'cancelled' and ${before(':cancelled')}
  or status in ('rejected', 'expired') and ${before(':declined')})`

/** Whoever is blocked is kept: else nobody would know whom not to take. */
const CLIENTS = `
  select count(distinct members.record_id) from past
    join clients as members on members.id = past.client_id
    join clients as record on record.id = members.record_id
   where record.blocked_at is null
     and not exists (
       select from bookings as others join clients as same on same.id = others.client_id
        where same.record_id = members.record_id and others.id not in (select id from past))`

const FORECAST = `
  with past as (select id, client_id, ends_at from bookings where ${IS_PAST})
  select cast(count(*) as integer) as bookings, max(ends_at) as until,
    cast((${CLIENTS}) as integer) as clients
  from past`

function questionOf(businessId: number, months: KeptMonths) {
  return {
    businessId,
    ...{ done: months.keepDoneMonths, cancelled: months.keepCancelledMonths },
    declined: months.keepDeclinedMonths,
  }
}

/** Whether anything goes sooner than it did. */
export function isShorter(from: KeptMonths, to: KeptMonths): boolean {
  const kinds = ['keepDoneMonths', 'keepCancelledMonths', 'keepDeclinedMonths'] as const
  return kinds.some((kind) => (to[kind] ?? Infinity) < (from[kind] ?? Infinity))
}

/** Before it is switched on. */
export async function forecastRetention(
  client: QueryClient,
  businessId: number,
  months: KeptMonths
): Promise<PastRetention> {
  const [found] = await sql<PastRetention>(client, FORECAST, questionOf(businessId, months))
  return found
}

export interface PastBooking {
  id: number
  recordId: number | null
  entryIds: number[]
  oneTimeId: number | null
  outsideId: number | null
}

const BATCH = `
  select bookings.id, clients.record_id as "recordId", one_time_link_id as "oneTimeId",
    outside_booking_id as "outsideId",
    array(select id from waitlist_entries where booking_id = bookings.id) as "entryIds"
  from bookings left join clients on clients.id = client_id
  where bookings.id in (
    select id from bookings where ${IS_PAST} order by ends_at limit :most for update skip locked)
  order by bookings.id`

/** Locked; the oldest first. */
export async function pastBookings(
  client: QueryClient,
  businessId: number,
  months: KeptMonths,
  most: number
): Promise<PastBooking[]> {
  const question = { ...questionOf(businessId, months), most }
  const rows = await sql<PastBooking>(client, BATCH, question)
  return rows.map((row) => ({ ...row, id: Number(row.id), entryIds: row.entryIds.map(Number) }))
}

const LEFT_ALONE = `
  select record.id from clients as record
   where record.id = any(cast(:recordIds as bigint[])) and record.blocked_at is null
     and not exists (
       select from bookings join clients as members on members.id = bookings.client_id
        where members.record_id = record.id)`

/** Of those records the ones that nothing is left of but what is known of them. */
export async function recordsLeftAlone(
  client: QueryClient,
  recordIds: number[]
): Promise<number[]> {
  const rows = await sql<{ id: number }>(client, LEFT_ALONE, { recordIds })
  return rows.map(({ id }) => Number(id))
}

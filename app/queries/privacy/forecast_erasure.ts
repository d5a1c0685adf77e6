import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { findTraces, type Traces } from '#queries/privacy/find_traces'
import type Business from '#models/settings/business'
import { sql } from '#transactions'

/** In the order in which they are shown. */
export const ERASED_KINDS = [
  ...(['past', 'coming', 'waitlist', 'enquiries', 'notes', 'refusals'] as const),
  ...(['messages', 'links', 'rows', 'choices'] as const),
]

/** What stays though it may name them, or is out of reach. */
export const KEPT_KINDS = ['words', 'member', 'sign_in', 'contacts'] as const

export interface ErasureForecast {
  /** What would go. */
  counts: Record<(typeof ERASED_KINDS)[number], number>
  /** What would be cancelled, or stay taken. */
  coming: { id: number; startsAt: DateTime; service: string; isRequest: boolean }[]
  keeps: Record<(typeof KEPT_KINDS)[number], boolean>
}

const COMING = `status in ('pending', 'approved') and starts_at > cast(:now as timestamptz)`

const FORECAST = `
  with theirs as (
    select * from bookings where id = any(cast(:bookingIds as bigint[]))
  ), told as (
    select id, data->>'writtenId' as written from notifications
     where business_id = :businessId and user_id is null and inbox_address_id is null
       and channel = 'mail' and (
         booking_id = any(cast(:bookingIds as bigint[]))
         or subject_type = 'client' and subject_id = any(cast(:clientIds as bigint[]))
         or subject_type = 'waitlist_entry' and subject_id = any(cast(:entryIds as bigint[])))
  )
  select json_build_object(
    'past', (select count(*) from theirs where not (${COMING})),
    'coming', (select count(*) from theirs where ${COMING}),
    'waitlist', cardinality(cast(:entryIds as bigint[])),
    'enquiries', cardinality(cast(:enquiryIds as bigint[])),
    'notes', (select count(*) from client_notes where client_id = any(cast(:clientIds as bigint[])))
      + (select count(*) from clients
          where id = any(cast(:clientIds as bigint[])) and notes is not null),
    'refusals', (select count(*) from client_refusals
      where client_id = any(cast(:clientIds as bigint[]))),
    'messages', (select count(*) from told),
    'links', cardinality(cast(:oneTimeIds as bigint[])),
    'rows', cardinality(cast(:outsideIds as bigint[])) + (
      select count(*) from client_import_rows join client_imports
          on client_imports.id = import_id
        where business_id = :businessId
          and (joined_id = any(cast(:clientIds as bigint[]))
            or exists (select from unnest(cells) as cell
                where lower(cell) = any(cast(:emails as text[]))))) + (
      select count(*) from booking_import_rows join booking_imports
          on booking_imports.id = import_id
        where business_id = :businessId
          and (outside_booking_id = any(cast(:outsideIds as bigint[]))
            or exists (select from unnest(cells) as cell
                where lower(cell) = any(cast(:emails as text[]))))),
    'choices', (select count(*) from client_preferences
      where business_id = :businessId
        and lower(cast(email as text)) = any(cast(:emails as text[])))
  ) as counts,
  (select coalesce(json_agg(json_build_object('id', id, 'startsAt', starts_at,
      'service', wording->>'service', 'isRequest', status = 'pending') order by starts_at, id), '[]')
    from theirs where ${COMING}) as coming,
  json_build_object(
    'words', exists (
      select from notifications as others
       where others.business_id = :businessId
         and others.data->>'writtenId' in (select written from told)
         and others.id not in (select id from told)),
    'member', exists (
      select from users join memberships on memberships.user_id = users.id
       where memberships.business_id = :businessId
         and lower(cast(users.email as text)) = any(cast(:emails as text[]))),
    'sign_in', exists (
      select from bookings where business_id <> :businessId and client_email in (
        select cast(email as citext) from unnest(cast(:emails as text[])) as email)),
    'contacts', exists (
      select from outside_contacts
       where client_id = any(cast(:clientIds as bigint[])) and state = 'added')
  ) as keeps`

interface Row {
  counts: ErasureForecast['counts']
  coming: { id: number; startsAt: string; service: string; isRequest: boolean }[]
  keeps: ErasureForecast['keeps']
}

/** What erasing a record would take away, cancel and leave, before anybody decides. */
export async function forecastErasure(
  business: Business,
  recordId: number,
  now: DateTime
): Promise<ErasureForecast> {
  const traces = await findTraces(db.connection(), business, recordId)
  const [{ counts, coming, keeps }] = await sql<Row>(
    db.connection(),
    FORECAST,
    questionOf(traces, now)
  )
  return {
    ...{ counts, keeps },
    coming: coming.map((one) => ({ ...one, startsAt: DateTime.fromISO(one.startsAt) })),
  }
}

function questionOf(traces: Traces, now: DateTime) {
  const { businessId, clientIds, bookingIds, entryIds, enquiryIds, oneTimeIds } = traces
  const { outsideIds, emails } = traces
  return {
    ...{ businessId, clientIds, bookingIds, entryIds, enquiryIds, oneTimeIds, outsideIds, emails },
    now: now.toJSDate(),
  }
}

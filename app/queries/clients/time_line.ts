import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { CHANGES_OF_MEMBERS, EVENTS_OF_MEMBERS } from '#history'
import { CursorError, cursorOf, isStoredMoment, cursorParts } from '#queries/cursor_page'
import { sql } from '#transactions'

export const TIME_LINE_VIEWS = ['everything', 'bookings', 'mails', 'notes'] as const
export type TimeLineView = (typeof TIME_LINE_VIEWS)[number]

export const ENTRY_KINDS = [
  'booking',
  'event',
  'mail',
  'note',
  'enquiry',
  'refusal',
  'change',
] as const
type EntryKind = (typeof ENTRY_KINDS)[number]

const KINDS: Record<TimeLineView, EntryKind[]> = {
  everything: [...ENTRY_KINDS],
  bookings: ['booking'],
  mails: ['mail'],
  notes: ['note'],
}

export const TIME_LINE_PAGE_SIZE = 30

export interface TimeLineEntry {
  kind: EntryKind
  id: number
  at: DateTime
}

export interface TimeLine {
  entries: TimeLineEntry[]
  counts: Partial<Record<EntryKind, number>>
  /** Of all in this view. */
  total: number
  oldestAt: DateTime | null
}

interface Found {
  entries: { kind: EntryKind; id: number; at: string }[]
  counts: TimeLine['counts']
  oldestAt: Date | null
}

/** Mails and texts about a booking that are still to go out are on its page. */
const MAILS = `
  select 'mail', id, coalesce(sent_at, created_at) from notifications
   where subject_type = 'client' and subject_id in (select id from members)
     and channel = 'mail' and user_id is null and type <> 'portal_link'
  union all select 'mail', id, coalesce(sent_at, next_attempt_at) from notifications
   where channel in ('mail', 'sms') and user_id is null and inbox_address_id is null
     and status in ('sent', 'failed', 'bounced')
     and (booking_id in (select id from bookings where client_id in (select id from members))
       or subject_type = 'waitlist_entry' and subject_id in (
         select id from waitlist_entries
          where business_id = :businessId and lower(client_email) in (
            select email_key from members)))`

const ENQUIRIES = `
  select 'enquiry', id, created_at from enquiries
   where business_id = :businessId
     and (lower(client_email) in (select email_key from members)
       or client_phone_key in (select phone_key from members))`

const ENTRIES = `
  with members as (
    select id, email_key, phone_key from clients where record_id = :recordId
  ), entries as (
    ${EVENTS_OF_MEMBERS}
    union all select 'booking', id, starts_at from bookings
      where client_id in (select id from members)
    union all ${MAILS}
    union all select 'note', id, created_at from client_notes
      where client_id in (select id from members)
    union all ${ENQUIRIES}
    union all select 'refusal', id, created_at from client_refusals
      where client_id in (select id from members)
    union all ${CHANGES_OF_MEMBERS}
  )`

const TIME_LINE = `${ENTRIES}
  select
    (select coalesce(json_object_agg(kind, count), '{}')
       from (select kind, count(*) from entries group by kind) as counted) as counts,
    (select min(at) from entries where kind = any(:kinds)) as "oldestAt",
    (select coalesce(json_agg(json_build_object('kind', kind, 'id', id, 'at', at)
         order by at desc, kind, id desc), '[]')
       from (select * from entries where kind = any(:kinds) order by at desc, kind, id desc
         limit :limit offset :offset) as shown) as entries`

/** Newest first, what is still to come at the top. */
export async function timeLine(
  { id: recordId, businessId }: { id: number; businessId: number },
  view: TimeLineView,
  page: number
): Promise<TimeLine> {
  const kinds = KINDS[view]
  const limit = TIME_LINE_PAGE_SIZE
  const question = { recordId, businessId, kinds, limit, offset: (page - 1) * limit }
  const [{ entries, counts, oldestAt }] = await sql<Found>(db.connection(), TIME_LINE, question)
  return {
    entries: entries.map(({ at, ...entry }) => ({ ...entry, at: DateTime.fromISO(at) })),
    counts,
    total: kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0),
    oldestAt: oldestAt && DateTime.fromJSDate(oldestAt),
  }
}

const AFTER = `${ENTRIES}
  select kind, id, to_json(at) #>> '{}' as at from entries
   where cast(:at as timestamptz) is null or at < cast(:at as timestamptz)
     or at = cast(:at as timestamptz)
       and (kind > cast(:kind as text) or kind = cast(:kind as text) and id < cast(:id as bigint))
   order by at desc, kind, id desc limit :limit`

/** In the same order, after the entry that the cursor names. */
export async function timeLineAfter(
  { id: recordId, businessId }: { id: number; businessId: number },
  { limit, cursor }: { limit: number; cursor: string | null }
): Promise<{ entries: TimeLineEntry[]; next: string | null }> {
  const after = cursor === null ? { at: null, kind: null, id: null } : entryOf(cursor)
  const question = { recordId, businessId, ...after, limit: limit + 1 }
  const rows = await sql<Found['entries'][number]>(db.connection(), AFTER, question)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    entries: shown.map(({ kind, id, at }) => ({ kind, id: Number(id), at: DateTime.fromISO(at) })),
    next: last ? cursorOf(CURSOR, last.at, last.kind, Number(last.id)) : null,
  }
}

const CURSOR = 'time_line'

function entryOf(cursor: string) {
  const [name, at, kind, id] = cursorParts(cursor)
  const isMoment = typeof at === 'string' && isStoredMoment(at)
  const isKnown = ENTRY_KINDS.some((one) => one === kind) && Number.isSafeInteger(id)
  if (name !== CURSOR || !isMoment || !isKnown) throw new CursorError()
  return { at, kind: String(kind), id: Number(id) }
}

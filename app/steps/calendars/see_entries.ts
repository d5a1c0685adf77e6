import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type Calendar from '#models/calendars/calendar'
import type { Span } from '#scheduling/types'
import { sql } from '#transactions'

interface SeenEvent {
  uid: string | null
  span: Span
  answers: readonly { email: string; answer: string }[]
}

export interface SeenEntries {
  isWhole: boolean
  /** Those that stand there for our bookings. */
  events: readonly SeenEvent[]
  goneIds: readonly string[]
  window: Span
  /** When it was asked: what was written since may be missing in it. */
  askedAt: DateTime
}

/** What of the calendar's entries may be asked about at all; a change of the booking overtakes it. */
const ASKED = `
  entries.calendar_id = :calendarId and not entries.is_owed and entries.booking_id = bookings.id
  and bookings.status = 'approved' and bookings.starts_at > clock_timestamp()`

const UID = `bookings.calendar_uid || '@' || bookings.calendar_host`

const SEE = `
  with seen as (
    select * from unnest(cast(:uids as text[]), cast(:starts as timestamptz[]),
      cast(:ends as timestamptz[]), cast(:declined as text[]))
      as seen (uid, starts_at, ends_at, declined)
  )
  update calendar_entries as entries
  set state = case when seen.starts_at = bookings.starts_at and seen.ends_at = bookings.ends_at
      then 'written' else 'moved_there' end,
    moved_starts_at = case when seen.starts_at <> bookings.starts_at
      or seen.ends_at <> bookings.ends_at then seen.starts_at end,
    moved_ends_at = case when seen.starts_at <> bookings.starts_at
      or seen.ends_at <> bookings.ends_at then seen.ends_at end,
    declined_at = case when position(' ' || lower(bookings.client_email) || ' ' in seen.declined) > 0
      then coalesce(entries.declined_at, clock_timestamp()) end,
    updated_at = clock_timestamp()
  from bookings, seen
  where ${ASKED} and seen.uid = ${UID}
    and entries.state in ('written', 'moved_there', 'missing')`

const MISS = `
  update calendar_entries as entries
  set state = 'missing', moved_starts_at = null, moved_ends_at = null,
    updated_at = clock_timestamp()
  from bookings
  where ${ASKED} and entries.state in ('written', 'moved_there')
    and entries.written_at < cast(:askedAt as timestamptz)
    and ${UID} <> all (cast(:uids as text[]))
    and (entries.remote_id = any(cast(:goneIds as text[]))
      or :isWhole and bookings.starts_at < cast(:until as timestamptz))`

/** What became of what we wrote there: moved or deleted by somebody, or declined by the client. */
export async function seeEntries(
  trx: Transaction,
  { id: calendarId }: Calendar,
  { isWhole, events, goneIds, window, askedAt }: SeenEntries
): Promise<void> {
  const uids = events.map(({ uid }) => uid ?? '')
  const moments = (of: 'start' | 'end') =>
    events.map(({ span }) => new Date(span[of]).toISOString())
  if (events.length > 0) {
    await sql(trx, SEE, {
      ...{ calendarId, uids, starts: moments('start'), ends: moments('end') },
      declined: events.map(({ answers }) => declinedBy(answers)),
    })
  }
  if (!isWhole && goneIds.length === 0) return
  await sql(trx, MISS, {
    ...{ calendarId, uids, isWhole, goneIds: [...goneIds] },
    askedAt: askedAt.toJSDate(),
    until: new Date(window.end).toISOString(),
  })
}

function declinedBy(answers: SeenEvent['answers']): string {
  const declined = answers.filter(({ answer }) => answer === 'declined')
  return ` ${declined.map(({ email }) => email).join(' ')} `
}

import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { sql } from '#transactions'

/** What a client's bookings come to, whichever of the merged made them. */
export interface ClientFacts {
  visits: number
  firstVisitAt: DateTime | null
  lastVisitAt: DateTime | null
  coming: number
  comingAt: DateTime | null
  waiting: number
  missed: number
  lastMissedAt: DateTime | null
  cancelled: number
}

interface FactsRow {
  recordId: number
  visits: number
  firstVisitAt: Date | null
  lastVisitAt: Date | null
  coming: number
  comingAt: Date | null
  waiting: number
  missed: number
  lastMissedAt: Date | null
  cancelled: number
}

const COMING = `status = 'approved' and ends_at > cast(:now as timestamptz)`
const WAITING = `status = 'pending' and expires_at > cast(:now as timestamptz)`

const TALLY = `
    cast(count(*) filter (where status = 'completed') as integer) as visits,
    min(starts_at) filter (where status = 'completed') as "firstVisitAt",
    max(starts_at) filter (where status = 'completed') as "lastVisitAt",
    cast(count(*) filter (where ${COMING}) as integer) as coming,
    min(starts_at) filter (where ${COMING}) as "comingAt",
    cast(count(*) filter (where ${WAITING}) as integer) as waiting,
    cast(count(*) filter (where status = 'no_show') as integer) as missed,
    max(starts_at) filter (where status = 'no_show') as "lastMissedAt",
    cast(count(*) filter (where status = 'cancelled') as integer) as cancelled`

const FACTS = `
  select clients.record_id as "recordId", ${TALLY}
  from clients join bookings on bookings.client_id = clients.id
  where clients.record_id = any(cast(:recordIds as bigint[]))
    and bookings.id is distinct from cast(:besidesId as bigint)
  group by clients.record_id`

/** By those who booked, whichever record they were merged into. */
const FACTS_OF_BOOKERS = `
  select bookers.id as "recordId", ${TALLY}
  from clients as bookers
    join clients on clients.record_id = bookers.record_id
    join bookings on bookings.client_id = clients.id
  where bookers.id = any(cast(:clientIds as bigint[]))
  group by bookers.id`

export const NO_FACTS: ClientFacts = {
  ...{ visits: 0, firstVisitAt: null, lastVisitAt: null },
  ...{ coming: 0, comingAt: null, waiting: 0, missed: 0, lastMissedAt: null, cancelled: 0 },
}

/** By the records' ids; of a record without bookings too. One booking may be left out. */
export async function clientFacts(
  recordIds: number[],
  now: DateTime,
  besidesId: number | null = null
): Promise<Map<number, ClientFacts>> {
  const question = { recordIds, besidesId, now: now.toJSDate() }
  const rows = await sql<FactsRow>(db.connection(), FACTS, question)
  return factsById(recordIds, rows)
}

/** By the ids of clients as bookings name them; of no client there is nothing. */
export async function factsBeside(
  bookings: readonly { clientId: number | null }[],
  now: DateTime
): Promise<Map<number | null, ClientFacts>> {
  const ids = [...new Set(bookings.flatMap(({ clientId }) => clientId ?? []))]
  if (ids.length === 0) return new Map()
  const question = { clientIds: ids, now: now.toJSDate() }
  return factsById(ids, await sql<FactsRow>(db.connection(), FACTS_OF_BOOKERS, question))
}

function factsById(ids: readonly number[], rows: readonly FactsRow[]) {
  const facts = new Map(ids.map((id) => [id, NO_FACTS]))
  for (const { recordId, ...row } of rows) facts.set(Number(recordId), withMoments(row))
  return facts
}

function withMoments({
  firstVisitAt,
  lastVisitAt,
  comingAt,
  lastMissedAt,
  ...counts
}: Omit<FactsRow, 'recordId'>): ClientFacts {
  return {
    ...counts,
    firstVisitAt: momentOf(firstVisitAt),
    lastVisitAt: momentOf(lastVisitAt),
    comingAt: momentOf(comingAt),
    lastMissedAt: momentOf(lastMissedAt),
  }
}

function momentOf(date: Date | null): DateTime | null {
  return date && DateTime.fromJSDate(date)
}

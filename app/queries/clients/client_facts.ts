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

const FACTS = `
  select clients.record_id as "recordId",
    cast(count(*) filter (where status = 'completed') as integer) as visits,
    min(starts_at) filter (where status = 'completed') as "firstVisitAt",
    max(starts_at) filter (where status = 'completed') as "lastVisitAt",
    cast(count(*) filter (where ${COMING}) as integer) as coming,
    min(starts_at) filter (where ${COMING}) as "comingAt",
    cast(count(*) filter (where ${WAITING}) as integer) as waiting,
    cast(count(*) filter (where status = 'no_show') as integer) as missed,
    max(starts_at) filter (where status = 'no_show') as "lastMissedAt",
    cast(count(*) filter (where status = 'cancelled') as integer) as cancelled
  from clients join bookings on bookings.client_id = clients.id
  where clients.record_id = any(cast(:recordIds as bigint[]))
    and bookings.id is distinct from cast(:besidesId as bigint)
  group by clients.record_id`

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
  const facts = new Map(recordIds.map((id) => [id, NO_FACTS]))
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

import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { type Candidate, chooseHost, FAIR_DAYS, type HostChoice } from '#scheduling/slots/fairness'
import type { Instant } from '#scheduling/types'
import { sql } from '#transactions'

interface CandidateRow {
  host_id: number
  priority: number
  weight: number
  bookings: number
  last_booked_at: Date | null
}

/** Bookings from before the newest host do not count, or that host would get all the next ones. */
export async function chooseFairly(
  client: QueryClient,
  serviceId: number,
  hostIds: readonly number[],
  now: DateTime
): Promise<HostChoice> {
  if (hostIds.length === 1) return chooseHost([onlyHost(hostIds[0])])
  return chooseHost(await fairCandidates(client, serviceId, hostIds, now))
}

export async function fairCandidates(
  client: QueryClient,
  serviceId: number,
  hostIds: readonly number[],
  now: DateTime
): Promise<Candidate[]> {
  const rows = await sql<CandidateRow>(
    client,
    `with free as (
       select *, max(joined_at) over () as even_since from service_hosts
       where service_id = :serviceId and host_id = any(cast(:hostIds as bigint[]))
     )
     select free.host_id, priority, weight, count(claims.id) as bookings,
       max(claims.created_at) as last_booked_at
     from free left join claims on claims.host_id = free.host_id
       and claims.service_id = free.service_id and claims.released_at is null
       and claims.created_at >= even_since
       and claims.starts_at between cast(:from as timestamptz) and cast(:until as timestamptz)
     group by free.host_id, priority, weight`,
    {
      serviceId,
      hostIds: [...hostIds],
      from: now.minus({ days: FAIR_DAYS }).toISO(),
      until: now.plus({ days: FAIR_DAYS }).toISO(),
    }
  )
  return rows.map((row) => ({
    hostId: row.host_id,
    priority: row.priority,
    weight: row.weight,
    bookingsInWindow: row.bookings,
    lastBookedAt: row.last_booked_at?.getTime() ?? null,
  }))
}

export function isInWindow(startsAt: Instant, now: DateTime): boolean {
  const [from, until] = [now.minus({ days: FAIR_DAYS }), now.plus({ days: FAIR_DAYS })]
  return startsAt >= from.toMillis() && startsAt <= until.toMillis()
}

function onlyHost(hostId: number): Candidate {
  return { hostId, priority: 0, weight: 1, bookingsInWindow: 0, lastBookedAt: null }
}

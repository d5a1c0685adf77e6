import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { sql } from '#queries/sql'
import { chooseHost, type HostChoice } from '#scheduling/fairness'

/** How far back and ahead bookings count when hosts take turns. */
const WINDOW_DAYS = 30

interface CandidateRow {
  host_id: number
  priority: number
  weight: number
  bookings: number
  last_booked_at: Date | null
}

/** Whose turn it is among the hosts that are free, with the figures that say why. */
export async function chooseFairly(
  client: QueryClient,
  serviceId: number,
  hostIds: readonly number[],
  now: DateTime
): Promise<HostChoice> {
  const rows = await sql<CandidateRow>(
    client,
    `select service_hosts.host_id, priority, weight, count(claims.id) as bookings,
       max(claims.created_at) as last_booked_at
     from service_hosts left join claims on claims.host_id = service_hosts.host_id
       and claims.service_id = service_hosts.service_id and claims.released_at is null
       and claims.starts_at between cast(:from as timestamptz) and cast(:until as timestamptz)
     where service_hosts.service_id = :serviceId
       and service_hosts.host_id = any(cast(:hostIds as bigint[]))
     group by service_hosts.host_id, priority, weight`,
    {
      serviceId,
      hostIds: [...hostIds],
      from: now.minus({ days: WINDOW_DAYS }).toISO(),
      until: now.plus({ days: WINDOW_DAYS }).toISO(),
    }
  )
  return chooseHost(
    rows.map((row) => ({
      hostId: row.host_id,
      priority: row.priority,
      weight: row.weight,
      bookingsInWindow: row.bookings,
      lastBookedAt: row.last_booked_at?.getTime() ?? null,
    }))
  )
}

import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type Service from '#models/services/service'
import { type HostRow, loadHosts } from '#queries/availability/availability_rows'
import { isBlocked } from '#scheduling/openings/blocked_time'
import { isClosedOn } from '#scheduling/openings/closed_dates'
import { MINUTE } from '#scheduling/time/dates'
import type { Instant } from '#scheduling/types'
import { dateAt } from '#scheduling/time/zones'

interface ClosedWanted {
  service: Service
  hostIds: readonly number[]
  starts: readonly Instant[]
  durationMinutes: number
}

/** Names of hosts, or of the service. */
export interface NotWorking {
  /** Without hours on the date. */
  closed: string[]
  /** In whose blocked time it would lie. */
  away: string[]
}

export async function closedHosts(
  client: QueryClient,
  { service, hostIds, starts, durationMinutes }: ClosedWanted
): Promise<Map<Instant, NotWorking>> {
  if (starts.length === 0) return new Map()
  const hostId = service.hostMode === 'collective' ? null : hostIds[0]
  const range = { start: Math.min(...starts), end: Math.max(...starts) }
  const rows = await loadHosts(client, { ...NO_CLAIMS, serviceIds: [service.id], hostId, range })
  const names = new Map(service.hosts.map(({ id, name }) => [id, name]))
  const namesOf = (some: typeof rows) => some.map(({ id }) => names.get(id) ?? '')

  const notWorking = new Map<Instant, NotWorking>()
  for (const start of starts) {
    const span = { start, end: start + durationMinutes * MINUTE }
    const isOff = (row: HostRow) => {
      const hours = { weeklyHours: row.weekly_hours, overrides: row.overrides }
      return isClosedOn(hours, dateAt(row.time_zone, start))
    }
    const closed = namesOf(rows.filter(isOff))
    const { hours } = service
    if (hours && rows.some((row) => isClosedOn(hours, dateAt(row.time_zone, start)))) {
      closed.push(service.name)
    }
    const away = namesOf(
      rows.filter(
        (row) => !isOff(row) && isBlocked({ blocks: row.blocks, timeZone: row.time_zone }, span)
      )
    )
    if (closed.length + away.length > 0) notWorking.set(start, { closed, away })
  }
  return notWorking
}

const NO_CLAIMS = { countedIds: [], groupIds: [] }

import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type Service from '#models/services/service'
import { loadHosts } from '#queries/availability/availability_rows'
import { isClosedOn } from '#scheduling/openings/closed_dates'
import type { Instant } from '#scheduling/types'
import { dateAt } from '#scheduling/time/zones'

interface Asked {
  service: Service
  hostIds: readonly number[]
  starts: readonly Instant[]
}

export async function closedHosts(
  client: QueryClient,
  { service, hostIds, starts }: Asked
): Promise<Map<Instant, string[]>> {
  if (starts.length === 0) return new Map()
  const hostId = service.hostMode === 'collective' ? null : hostIds[0]
  const range = { start: Math.min(...starts), end: Math.max(...starts) }
  const rows = await loadHosts(client, { ...NO_CLAIMS, serviceIds: [service.id], hostId, range })
  const names = new Map(service.hosts.map(({ id, name }) => [id, name]))

  const closed = new Map<Instant, string[]>()
  for (const start of starts) {
    const away = rows.filter((row) => {
      const hours = { weeklyHours: row.weekly_hours, overrides: row.overrides }
      return isClosedOn(hours, dateAt(row.time_zone, start))
    })
    const whose = away.map(({ id }) => names.get(id) ?? '')
    const { hours } = service
    if (hours && rows.some((row) => isClosedOn(hours, dateAt(row.time_zone, start)))) {
      whose.push(service.name)
    }
    if (whose.length > 0) closed.set(start, whose)
  }
  return closed
}

const NO_CLAIMS = { countedIds: [], groupIds: [] }

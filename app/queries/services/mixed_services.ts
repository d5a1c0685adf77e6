import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { HostKind } from '#models/availability/host'
import { sql } from '#transactions'

interface Joining {
  businessId: number
  hostId?: number
  kind: HostKind
  serviceIds: readonly number[]
  /** Only classes, for which it is not possible: see `roomsNotPossible`. */
  areClasses?: boolean
}

/**
 * Of those services, where one host is enough: those that would have rooms beside people.
 */
export function mixedServices(
  client: QueryClient,
  { businessId, hostId = 0, kind, serviceIds, areClasses = false }: Joining
): Promise<{ id: number; name: string }[]> {
  return sql<{ id: number; name: string }>(
    client,
    `select services.id, services.name from services
      where business_id = :businessId and id = any (cast(:serviceIds as bigint[]))
        and host_mode = 'any' and (not cast(:areClasses as boolean) or capacity > 1 or is_planned_only)
        and exists (select from service_hosts join hosts on hosts.id = service_hosts.host_id
              where service_id = services.id and hosts.id <> :hostId and hosts.kind <> :kind)
      order by position, id`,
    { businessId, hostId, kind, serviceIds: [...serviceIds], areClasses }
  )
}

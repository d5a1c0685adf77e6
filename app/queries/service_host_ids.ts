import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#queries/sql'

/** All hosts of a service, in the order of their ids. */
export async function serviceHostIds(client: QueryClient, serviceId: number): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    client,
    'select host_id as id from service_hosts where service_id = :serviceId order by host_id',
    { serviceId }
  )
  return rows.map(({ id }) => Number(id))
}

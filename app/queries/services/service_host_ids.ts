import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

export async function serviceHostIds(
  client: QueryClient,
  serviceIds: readonly number[]
): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    client,
    `select distinct host_id as id from service_hosts
      where service_id = any(cast(:serviceIds as bigint[])) order by host_id`,
    { serviceIds: [...serviceIds] }
  )
  return rows.map(({ id }) => Number(id))
}

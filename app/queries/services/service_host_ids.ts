import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { ROOMS_ALONG } from '#claims'
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

/** One of them is taken with whoever gives it. */
export async function roomsAlongOf(client: QueryClient, serviceId: number): Promise<number[]> {
  const [service] = await sql<{ rooms: number[] }>(
    client,
    `select ${ROOMS_ALONG} as rooms from services where id = :serviceId`,
    { serviceId }
  )
  return service.rooms
}

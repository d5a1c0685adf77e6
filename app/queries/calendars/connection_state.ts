import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

/** How many connections there are, and how many cannot be read; of all businesses for null. */
export async function connectionState(client: QueryClient, businessId: number | null) {
  const [state] = await sql<{ total: number; lost: number; failing: number }>(
    client,
    `select cast(count(*) as integer) as total,
       cast(count(*) filter (where state = 'lost') as integer) as lost,
       cast(count(*) filter (where state <> 'lost' and failing_since is not null) as integer)
         as failing
     from calendar_connections
     where cast(:businessId as bigint) is null or business_id = :businessId`,
    { businessId }
  )
  return state
}

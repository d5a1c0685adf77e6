import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

export interface IntegrityRun {
  faults: Record<string, number>
  ranAtSeconds: number
}

export async function lastIntegrityRun(client: QueryClient): Promise<IntegrityRun | null> {
  const [run] = await sql<IntegrityRun>(
    client,
    `select faults, cast(extract(epoch from ran_at) as float8) as "ranAtSeconds"
       from integrity_runs order by ran_at desc limit 1`
  )
  return run ?? null
}

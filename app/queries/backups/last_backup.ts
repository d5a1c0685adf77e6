import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { sql } from '#transactions'

export interface LastBackup {
  takenAtSeconds: number
  ageSeconds: number
  bytes: number
}

export async function lastBackup(client: QueryClient): Promise<LastBackup | null> {
  const [backup] = await sql<LastBackup>(
    client,
    `select cast(extract(epoch from taken_at) as float8) as "takenAtSeconds", bytes,
            cast(extract(epoch from clock_timestamp() - taken_at) as float8) as "ageSeconds"
       from backups order by taken_at desc limit 1`
  )
  return backup ?? null
}

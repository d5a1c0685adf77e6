import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { sql } from './sql.js'

/** The present time; `now()` would be the beginning of the transaction. */
export async function databaseNow(client: QueryClient): Promise<DateTime> {
  const [{ now }] = await sql<{ now: Date }>(client, 'select clock_timestamp() as now')
  return DateTime.fromJSDate(now, { zone: 'utc' })
}

import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

const MOST = 500

export async function dueEntries(): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    db.connection(),
    `select id from calendar_entries
     where is_owed and next_attempt_at <= clock_timestamp()
       and (leased_until is null or leased_until <= clock_timestamp())
     order by next_attempt_at limit :most`,
    { most: MOST }
  )
  return rows.map(({ id }) => id)
}

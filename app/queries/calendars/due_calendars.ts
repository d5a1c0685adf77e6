import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

const MOST = 500

export function dueConnections(): Promise<number[]> {
  return dueIn(`calendar_connections where state = 'connected'`, 'next_sync_at')
}

export function dueEntries(): Promise<number[]> {
  return dueIn('calendar_entries where is_owed', 'next_attempt_at')
}

/** At the statement's time: `clock_timestamp` moves on, so that PostgreSQL compares it with every row. */
async function dueIn(rows: string, dueAt: string): Promise<number[]> {
  const found = await sql<{ id: number }>(
    db.connection(),
    `select id from ${rows} and ${dueAt} <= statement_timestamp()
       and (leased_until is null or leased_until <= statement_timestamp())
     order by ${dueAt} limit :most`,
    { most: MOST }
  )
  return found.map(({ id }) => id)
}

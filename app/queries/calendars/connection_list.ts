import db from '@adonisjs/lucid/services/db'
import CalendarConnection from '#models/calendars/calendar_connection'
import { sql } from '#transactions'

const MOST = 500

export async function dueConnections(): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    db.connection(),
    `select id from calendar_connections
     where state = 'connected' and next_sync_at <= clock_timestamp()
       and (leased_until is null or leased_until <= clock_timestamp())
     order by next_sync_at limit :most`,
    { most: MOST }
  )
  return rows.map(({ id }) => id)
}

/** Whose host signs in as that user; everyone's without one. */
export function connectionList(businessId: number, userId: number | null) {
  const list = CalendarConnection.query()
    .where('calendar_connections.business_id', businessId)
    .preload('host')
    .preload('calendars', (calendars) => void calendars.orderBy('id'))
    .orderBy('calendar_connections.id')
  if (userId !== null) list.whereHas('host', (hosts) => void hosts.where('user_id', userId))
  return list
}

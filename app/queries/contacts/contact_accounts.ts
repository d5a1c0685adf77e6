import db from '@adonisjs/lucid/services/db'
import type CalendarConnection from '#models/calendars/calendar_connection'
import { connectionList } from '#queries/calendars/connection_list'
import { sql } from '#transactions'

const MOST = 5

/** Whose people are suggested: everybody's to those in charge, their own to others. */
export function contactAccounts(
  businessId: number,
  userId: number | null
): Promise<CalendarConnection[]> {
  return connectionList(businessId, userId)
    .where({ has_contacts: true, state: 'connected' })
    .limit(MOST)
    .exec()
}

/** Those to which somebody is to be added. */
export async function dueContactAccounts(): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    db.connection(),
    `select distinct connection_id as id from outside_contacts
     where is_owed and next_attempt_at <= clock_timestamp()
       and (leased_until is null or leased_until <= clock_timestamp())`
  )
  return rows.map(({ id }) => id)
}

/** Why the last who was to be added was not, and how many were not. */
export async function contactTrouble(
  connectionId: number
): Promise<{ count: number; problem: string } | null> {
  const [found] = await sql<{ count: number; problem: string }>(
    db.connection(),
    `select count(*)::integer as count, (array_agg(last_problem order by updated_at desc))[1] as problem
     from outside_contacts
     where connection_id = :connectionId and state = 'wanted' and last_problem is not null
     having count(*) > 0`,
    { connectionId }
  )
  return found ?? null
}

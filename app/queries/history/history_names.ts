import db from '@adonisjs/lucid/services/db'
import type Business from '#models/settings/business'
import { sql } from '#transactions'

type Names = ReadonlyMap<number, string>

export interface HistoryNames {
  hosts: Names
  services: Names
  users: Names
}

const NAMES = `
  select 'hosts' as kind, id, name from hosts where business_id = :businessId
  union all
  select 'services', id, name from services where business_id = :businessId
  union all
  select 'users', users.id, users.full_name
    from memberships join users on users.id = memberships.user_id
   where memberships.business_id = :businessId`

/** The audit keeps ids alone: whose they are now. */
export async function historyNames({ id: businessId }: Business): Promise<HistoryNames> {
  const rows = await sql<{ kind: keyof HistoryNames; id: number; name: string }>(
    db.connection(),
    NAMES,
    { businessId }
  )
  const namesOf = (kind: keyof HistoryNames): Names =>
    new Map(rows.filter((row) => row.kind === kind).map(({ id, name }) => [id, name]))
  return { hosts: namesOf('hosts'), services: namesOf('services'), users: namesOf('users') }
}

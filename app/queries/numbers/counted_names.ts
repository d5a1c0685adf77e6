import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

interface Named {
  id: number
  name: string
}

/** What the numbers are about, and whose calendars are read. */
export interface CountedNames {
  services: Named[]
  links: Named[]
  hosts: number
  /** Hosts with busy times from a calendar elsewhere. */
  hostsWithCalendar: number
}

const NAMES = `
  select
    (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by position, id), '[]')
      from services where business_id = :businessId) as services,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by id), '[]')
      from booking_links where business_id = :businessId) as links,
    cast(count(*) as int) as hosts,
    cast(count(*) filter (
      where exists (select from calendar_busy where calendar_busy.host_id = hosts.id)) as int)
      as "hostsWithCalendar"
  from hosts where business_id = :businessId and is_active`

export async function countedNames(businessId: number): Promise<CountedNames> {
  const [names] = await sql<CountedNames>(db.connection(), NAMES, { businessId })
  return names
}

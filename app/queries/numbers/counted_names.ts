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
  /** Also those who are not booked any more. */
  people: Named[]
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
    coalesce(json_agg(json_build_object('id', id, 'name', name) order by position, id), '[]')
      as people,
    cast(count(*) filter (where is_active) as int) as hosts,
    cast(count(*) filter (
      where is_active and exists (select from calendar_busy where calendar_busy.host_id = hosts.id)) as int)
      as "hostsWithCalendar"
  from hosts where business_id = :businessId`

export async function countedNames(businessId: number): Promise<CountedNames> {
  const [names] = await sql<CountedNames>(db.connection(), NAMES, { businessId })
  return names
}

import db from '@adonisjs/lucid/services/db'
import type { ConnectionProvider } from '#models/calendars/calendar_connection'
import { sql } from '#transactions'

interface Named {
  id: number
  name: string
}

export interface CalendarNumbers {
  /** Who can be booked; rooms have no calendars elsewhere. */
  people: number
  /** Of them, with one at least. */
  connected: number
  providers: { provider: ConnectionProvider; connections: number; inNeed: number }[]
}

/** What the numbers are about, and whose calendars are read. */
export interface CountedNames {
  services: Named[]
  links: Named[]
  /** Also those who are not booked any more. */
  people: Named[]
  calendars: CalendarNumbers
}

const NAMES = `
  select
    (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by position, id), '[]')
      from services where business_id = :businessId) as services,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by id), '[]')
      from booking_links where business_id = :businessId) as links,
    coalesce(json_agg(json_build_object('id', id, 'name', name) order by position, id), '[]')
      as people,
    json_build_object(
      'people', count(*) filter (where is_active and kind = 'person'),
      'connected', count(*) filter (where is_active and kind = 'person' and exists (
        select from calendar_connections where host_id = hosts.id)),
      'providers', (select coalesce(json_agg(to_json(of_one) order by provider), '[]') from (
        select provider, count(*) as connections,
          count(*) filter (where state = 'lost' or failing_since is not null) as "inNeed"
        from calendar_connections where business_id = :businessId group by provider
      ) as of_one)
    ) as calendars
  from hosts where business_id = :businessId`

export async function countedNames(businessId: number): Promise<CountedNames> {
  const [names] = await sql<CountedNames>(db.connection(), NAMES, { businessId })
  return names
}

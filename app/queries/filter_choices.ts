import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

interface Choice {
  id: number
  name: string
}

/** What lists of bookings are narrowed to, in the order in which the business keeps it. */
export interface FilterChoices {
  services: Choice[]
  hosts: Choice[]
  links: Choice[]
}

const namesIn = (table: string, order: string) => `
  (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by ${order}, id), '[]')
     from ${table} where business_id = :businessId)`

const CHOICES = `
  select ${namesIn('services', 'position')} as services,
    ${namesIn('hosts', 'position')} as hosts,
    ${namesIn('booking_links', 'name')} as links`

export async function filterChoices(businessId: number): Promise<FilterChoices> {
  const [choices] = await sql<FilterChoices>(db.connection(), CHOICES, { businessId })
  return choices
}

import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import db from '@adonisjs/lucid/services/db'
import { sql } from '#transactions'

export interface ServiceUse {
  /** Bookings, sessions or people who wait: it can be archived, but not deleted. */
  isUsed: boolean
  /** Bookings that are still to come. */
  coming: number
  links: number
  /** Series that plan dates of it. */
  series: number
}

const IS_USED = `
  exists (select from bookings where service_id = :serviceId)
  or exists (select from group_sessions where service_id = :serviceId)
  or exists (select from session_series where service_id = :serviceId)
  or exists (select from waitlist_entries where service_id = :serviceId)`

export async function serviceUse(serviceId: number): Promise<ServiceUse> {
  const [use] = await sql<ServiceUse>(
    db.connection(),
    `select ${IS_USED} as "isUsed",
       (select cast(count(*) as integer) from bookings
         where service_id = :serviceId and starts_at > now()
           and (status = 'approved' or status = 'pending' and expires_at > now())) as coming,
       (select cast(count(*) as integer) from booking_links
         where service_id = :serviceId) as links,
       (select cast(count(*) as integer) from session_series
         where service_id = :serviceId and is_active) as series`,
    { serviceId }
  )
  return use
}

export async function isServiceUsed(client: QueryClient, serviceId: number): Promise<boolean> {
  const [{ isUsed }] = await sql<{ isUsed: boolean }>(client, `select ${IS_USED} as "isUsed"`, {
    serviceId,
  })
  return isUsed
}

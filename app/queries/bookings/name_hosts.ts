import db from '@adonisjs/lucid/services/db'
import { HOSTS_TOGETHER } from '#claims'
import type Booking from '#models/bookings/booking'
import type { HostTogether } from '#models/availability/host'
import { sql } from '#transactions'

/** Where several give it at a time. */
export async function nameHosts(bookings: readonly Booking[]): Promise<void> {
  const rows = await sql<{ id: number; hosts: HostTogether[] | null }>(
    db.connection(),
    `select id, ${HOSTS_TOGETHER} as hosts from bookings where id = any(:ids)`,
    { ids: bookings.map(({ id }) => id) }
  )
  const named = new Map(rows.map(({ id, hosts }) => [Number(id), hosts]))
  for (const booking of bookings) booking.$extras.hosts_together = named.get(booking.id) ?? null
}

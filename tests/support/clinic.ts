import db from '@adonisjs/lucid/services/db'
import { openShop } from '#database/factories/business'
import type Booking from '#models/bookings/booking'

/** The first hosts are people, the last so many are rooms. */
export async function openClinic(
  people: number,
  rooms: number,
  options: Parameters<typeof openShop>[0] = {}
) {
  const shop = await openShop({ ...options, hosts: people + rooms })
  const along = shop.hosts.slice(people)
  for (const [nth, room] of along.entries()) {
    await room.merge({ kind: 'room', name: `Room ${nth + 1}` }).save()
  }
  return { ...shop, people: shop.hosts.slice(0, people), rooms: along }
}

/** Whose time a booking holds. */
export async function heldBy({ id }: Pick<Booking, 'id'>): Promise<number[]> {
  const rows = await db.from('claims').where('holder_id', id).whereNull('released_at')
  return rows.map((row) => Number(row.host_id)).toSorted((one, other) => one - other)
}

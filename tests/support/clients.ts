import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import KeepImport from '#actions/clients/keep_import'
import { bySystem } from '#models/by'
import Client from '#models/clients/client'
import type ClientImport from '#models/clients/client_import'
import type Business from '#models/settings/business'
import { IN_THREE_DAYS, place, type Shop } from '#tests/support/requests'

/** Of a booking or a request that they made. */
export async function clientOf(
  shop: Shop,
  wanted: Parameters<typeof place>[1] = {}
): Promise<Client> {
  return Client.findOrFail((await place(shop, wanted)).clientId)
}

/** As if it had been weeks ago, with what came of it. */
export async function putBack(booking: Booking, weeks: number, status: Booking['status']) {
  const past = {
    status,
    startsAt: booking.startsAt.minus({ weeks }),
    endsAt: booking.endsAt.minus({ weeks }),
    createdAt: booking.createdAt.minus({ weeks }),
  }
  await booking.merge(past).save()
  await db.from('claims').where('holder_id', booking.id).update({ released_at: new Date() })
  return booking
}

/** With two visits, one missed, one cancelled and one to come. */
export async function regularOf(shop: Shop, firstHour = 0): Promise<Client> {
  const wanted = { name: 'Priya Nair', email: 'priya@nair.example', phone: '07700 900214' }
  const hours = (count: number) => ({
    ...wanted,
    startsAt: IN_THREE_DAYS.plus({ hours: firstHour + count }),
  })
  await putBack(await place(shop, hours(0)), 5, 'completed')
  await putBack(await place(shop, hours(1)), 3, 'no_show')
  await putBack(await place(shop, hours(2)), 2, 'completed')
  await putBack(await place(shop, hours(3)), 1, 'cancelled')
  const { clientId } = await place(shop, hours(4))
  const client = await Client.findOrFail(clientId)
  await client.merge({ clientSince: DateTime.now().minus({ weeks: 5 }) }).save()
  return client
}

/** A file that was read, with two rows of which one names nobody. */
export function importOf({ id: businessId }: Business): Promise<ClientImport> {
  const rows = [
    { line: 2, cells: ['Grace Liu', 'grace@liu.example'] },
    { line: 3, cells: ['', 'nobody@x.example'] },
  ]
  const file = { encoding: 'utf-8' as const, titles: ['Client', 'E-mail'], rows }
  return new KeepImport().handle({ businessId, fileName: 'clients.csv', file, by: bySystem() })
}

import db from '@adonisjs/lucid/services/db'
import type Booking from '#models/bookings/booking'
import type Host from '#models/availability/host'
import { giversOf } from '#models/services/service_team'
import { rulesOfLinks } from '#queries/links/link_rules'

export async function hostsToMoveTo(booking: Booking): Promise<Host[]> {
  const link = await rulesOfLinks(db.connection(), booking)
  const hosts = await booking.service
    .related('hosts')
    .query()
    .where('hosts.is_active', true)
    .orderBy('position')
    .orderBy('id')
  return giversOf({ hostMode: booking.service.hostMode, hosts }).filter(
    ({ id }) => link?.hostIds?.includes(id) ?? true
  )
}

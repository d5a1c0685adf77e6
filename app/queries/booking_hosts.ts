import db from '@adonisjs/lucid/services/db'
import type Booking from '#models/booking'
import { sql } from '#queries/sql'

/**
 * Names all who give a booking, where its service needs several together: by the claims that it or
 * its session holds where it stands, or held last. It comes with its service and host.
 */
export async function nameHosts(booking: Booking): Promise<void> {
  if (booking.service.hostMode !== 'collective') return
  const { id, sessionId, hostId, startsAt } = booking
  const holders = sessionId === null ? [id] : [id, sessionId]
  const hosts = await sql<{ name: string }>(
    db.connection(),
    `select name from hosts join (
         select host_id, bool_or(released_at is null) as is_held from claims
          where holder_id = any(:holders) and move_request_id is null and starts_at = :startsAt
          group by host_id) as claims on claims.host_id = hosts.id
      where is_held or not exists (
        select from claims where holder_id = any(:holders) and released_at is null)
      order by hosts.id <> :hostId, position, hosts.id`,
    { holders, startsAt: startsAt.toJSDate(), hostId }
  )
  if (hosts.length === 0 && !booking.holdsTime) return nameHostsWanted(booking)
  if (hosts.length > 0) booking.hostNames = hosts.map(({ name }) => name)
}

/** A request that holds no time yet asks for all of its service's. */
async function nameHostsWanted(booking: Booking): Promise<void> {
  const { serviceId, hostId } = booking
  const hosts = await sql<{ name: string }>(
    db.connection(),
    `select name from hosts join service_hosts on service_hosts.host_id = hosts.id
      where service_id = :serviceId and is_active
      order by hosts.id <> :hostId, hosts.position, hosts.id`,
    { serviceId, hostId }
  )
  booking.hostNames = hosts.map(({ name }) => name)
}

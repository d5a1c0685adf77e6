import db from '@adonisjs/lucid/services/db'
import { databasePool } from '#config/database'
import { IS_LIMITED } from './locks.js'
import { QueuePlaces } from '#services/queue_places'
import { sql } from '#transactions'

/** Waiting holds no connection, and people rather wait than try again. */
const PATIENCE_MS = 20_000

/** Twice what a refusal takes: a rush on one host leaves half of this process to others. */
const PACE_MS = 4

/** A service's hosts change rarely, and a list that is a little old costs nobody a booking. */
const KNOWN_FOR_MS = 10_000
const MOST_KNOWN = 10_000

/** Bookings of one host happen one after another anyway; more for services with many hosts. */
const queuePlaces = new QueuePlaces({
  inside: Math.max(1, Math.floor(databasePool / 10)),
  waiting: 10 * databasePool,
  patienceMs: PATIENCE_MS,
  paceMs: PACE_MS,
})

interface Wanted {
  serviceId: number
  hostId: number | null
}

interface Doors {
  isShared: boolean
  hostIds: number[]
}

const known = new Map<number, { doors: Promise<Doors>; until: number }>()

/** Those who wait for a busy host hold no connection, so that it cannot drain the pool. */
export async function inBookingQueue<Result>(
  wanted: Wanted,
  work: () => Promise<Result | null>
): Promise<Result | null> {
  const leave = await takeQueuePlace(wanted)
  if (!leave) return null
  try {
    return await work()
  } finally {
    leave()
  }
}

/** In the order of the locks behind them (`lockHosts`). Null when too many wait already. */
async function takeQueuePlace({ serviceId, hostId }: Wanted): Promise<(() => void) | null> {
  const { isShared, hostIds } = await doorsOf(serviceId)
  const wanted = hostId === null ? hostIds : hostIds.filter((id) => id === hostId)
  return queuePlaces.take([
    ...(isShared ? [`service ${serviceId}`] : []),
    ...wanted.map((id) => `host ${id}`),
  ])
}

/** One query for all who come at the same time; one that failed is asked again. */
function doorsOf(serviceId: number): Promise<Doors> {
  const now = performance.now()
  const found = known.get(serviceId)
  if (found && found.until > now) return found.doors

  if (known.size >= MOST_KNOWN) known.clear()
  const doors = readDoors(serviceId)
  known.set(serviceId, { doors, until: now + KNOWN_FOR_MS })
  doors.catch(() => known.delete(serviceId))
  return doors
}

async function readDoors(serviceId: number): Promise<Doors> {
  const [doors] = await sql<Doors>(
    db.connection(),
    `select ${IS_LIMITED} or (services.host_mode = 'any' and count(*) > 1) as "isShared",
       coalesce(array_agg(service_hosts.host_id order by service_hosts.host_id), '{}') as "hostIds"
     from services join service_hosts on service_hosts.service_id = services.id
     where services.id = :serviceId
     group by services.id`,
    { serviceId }
  )
  return doors ?? { isShared: false, hostIds: [] }
}

import db from '@adonisjs/lucid/services/db'
import { databasePool } from '#config/database'
import { Turns } from '#services/turns'
import { sql } from '#transactions'

/** Waiting holds nothing, and people rather wait than try again. */
const PATIENCE_MS = 20_000

/**
 * Less than a booking takes, and twice what a refusal does: a rush on one host, most of which is
 * refused, leaves half of the process to the others.
 */
const PACE_MS = 4

/** Which hosts a service has changes rarely, and costs nobody a booking when it is a little old. */
const KNOWN_FOR_MS = 10_000
const MOST_KNOWN = 10_000

/**
 * Bookings of one host happen one after another in any case, so one at a time loses nothing, and
 * leaves the other connections to everybody else. More where the pool is large, for services whose
 * hosts are many.
 */
const turns = new Turns({
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

/** One hot host must not drain the pool: those who wait for it wait without a connection. */
export async function inBookingTurn<Result>(
  wanted: Wanted,
  work: () => Promise<Result | null>
): Promise<Result | null> {
  const leave = await takeBookingTurn(wanted)
  if (!leave) return null
  try {
    return await work()
  } finally {
    leave()
  }
}

/**
 * Waits, without a connection, until a booking of these hosts may begin; null when too many wait
 * for them already. The doors stand in the order of the locks behind them (`lockHosts`).
 */
async function takeBookingTurn({ serviceId, hostId }: Wanted): Promise<(() => void) | null> {
  const { isShared, hostIds } = await doorsOf(serviceId)
  const wanted = hostId === null ? hostIds : hostIds.filter((id) => id === hostId)
  return turns.take([
    ...(isShared ? [`service ${serviceId}`] : []),
    ...wanted.map((id) => `host ${id}`),
  ])
}

/** Asked once for all who come at the same time; what could not be read is asked again. */
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
    `select services.daily_limit is not null or services.weekly_limit is not null
         or (services.host_mode = 'any' and count(*) > 1) as "isShared",
       coalesce(array_agg(service_hosts.host_id order by service_hosts.host_id), '{}') as "hostIds"
     from services join service_hosts on service_hosts.service_id = services.id
     where services.id = :serviceId
     group by services.id`,
    { serviceId }
  )
  return doors ?? { isShared: false, hostIds: [] }
}

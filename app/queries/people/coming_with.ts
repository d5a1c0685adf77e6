import { DateTime } from 'luxon'
import { type ComingClaim, comingClaims } from '#claims'
import type Host from '#models/availability/host'
import { sessionsWithHost } from '#queries/sessions/sessions_with_host'
import type { Instant } from '#scheduling/types'

export interface Coming {
  id: number
  /** Null is a session, whoever is booked in it. */
  clientName: string | null
  taken: number
  serviceName: string
  start: Instant
}

/** The bookings to come of those hosts, those in sessions too, each once, the next first. */
export async function bookingsWithHosts(hosts: Host[], now: number): Promise<ComingClaim[]> {
  const claims = await Promise.all(
    hosts.map(({ id: hostId, businessId }) => comingClaims({ businessId, hostId, now }))
  )
  const byBooking = new Map(claims.flat().map((claim) => [claim.bookingId, claim]))
  return [...byBooking.values()].toSorted((one, other) => one.start - other.start)
}

/** What is to come of those hosts, each booking outside of sessions and each session once, the next first. */
export async function comingWith(hosts: Host[], now: number): Promise<Coming[]> {
  const rows: Coming[] = []
  for (const host of hosts) {
    const { id: hostId, businessId } = host
    for (const claim of await comingClaims({ businessId, hostId, now })) {
      if (claim.sessionId === null) rows.push({ ...claim, id: claim.bookingId, taken: 0 })
    }
    for (const { session, taken } of await sessionsWithHost(host, DateTime.fromMillis(now))) {
      const { id, service, startsAt } = session
      const start = startsAt.toMillis()
      rows.push({ id, clientName: null, taken, serviceName: service.name, start })
    }
  }
  const byId = new Map(rows.map((row) => [row.id, row]))
  return [...byId.values()].toSorted((one, other) => one.start - other.start)
}

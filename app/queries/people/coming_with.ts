import { type ComingClaim, comingClaims } from '#claims'
import type Host from '#models/availability/host'

/** The bookings to come of those hosts, each once, the next first. */
export async function comingWith(hosts: Host[], now: number): Promise<ComingClaim[]> {
  const claims = await Promise.all(
    hosts.map(({ id: hostId, businessId }) => comingClaims({ businessId, hostId, now }))
  )
  const byBooking = new Map(claims.flat().map((claim) => [claim.bookingId, claim]))
  return [...byBooking.values()].toSorted((one, other) => one.start - other.start)
}

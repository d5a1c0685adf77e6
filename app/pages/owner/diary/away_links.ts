import type Membership from '#models/accounts/membership'
import type { HostKind } from '#models/availability/host'
import type Host from '#models/availability/host'
import { addressOf } from '#pages/address_of'

const MOST_NAMED = 6

interface AwayLink {
  /** Null asks who it is. */
  name: string | null
  kind: HostKind
  href: string
}

/** To block the whole day of whoever is ill, and see to what is booked then. */
export function awayAddress(hostId: number | null, date: string): string {
  const query = { host: hostId, date, all_day: 'on', away: 'on' }
  return addressOf('owner.blocks.create', {}, { query })
}

/** Staff are away themselves only, and a viewer says it of nobody. */
export function awayLinks(
  hosts: readonly Pick<Host, 'id' | 'name' | 'kind' | 'isActive' | 'userId'>[],
  { role, userId }: Pick<Membership, 'role' | 'userId'>,
  date: string
): AwayLink[] {
  if (role === 'viewer') return []
  const choosable = hosts.filter(
    (host) => host.isActive && (role !== 'staff' || host.userId === userId)
  )
  if (choosable.length > MOST_NAMED)
    return [{ name: null, kind: 'person', href: awayAddress(null, date) }]
  return choosable.map(({ id, name, kind }) => ({ name, kind, href: awayAddress(id, date) }))
}

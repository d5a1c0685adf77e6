import type Membership from '#models/accounts/membership'
import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'

export interface Desk {
  services: Service[]
  hosts: Host[]
  /** Staff book into their own calendar only. */
  isOwnOnly: boolean
}

export async function openDesk(business: Business, membership: Membership): Promise<Desk> {
  const isOwnOnly = membership.role === 'staff'
  const hosts = await business
    .related('hosts')
    .query()
    .if(isOwnOnly, (query) => query.where('user_id', membership.userId))
    .orderBy('position')
    .orderBy('id')
  const services = await business
    .related('services')
    .query()
    .where('is_active', true)
    .preload('hosts', (givenBy) => givenBy.orderBy('position').orderBy('id'))
    .orderBy('position')
    .orderBy('id')
  return { services, hosts, isOwnOnly }
}

/** Those of a service whose time may be filled here. */
export function hostsToChoose({ hosts }: Desk, service: Service): Host[] {
  return service.hosts.filter(({ id }) => hosts.some((host) => host.id === id))
}

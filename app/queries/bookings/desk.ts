import type Membership from '#models/accounts/membership'
import type Host from '#models/availability/host'
import { choosable } from '#models/availability/host'
import { giversOf } from '#models/services/service_team'
import type Service from '#models/services/service'
import type Business from '#models/settings/business'
import { setHostsOf } from '#queries/services/set_hosts'

export interface Desk {
  services: Service[]
  hosts: Host[]
  /** Staff book into their own calendar only. */
  isOwnOnly: boolean
}

export async function openDesk(business: Business, membership: Membership): Promise<Desk> {
  const { decidesOnlyOf } = membership
  const isOwnOnly = decidesOnlyOf !== null
  const services = await business
    .related('services')
    .query()
    .where('is_active', true)
    .orderBy('position')
    .orderBy('id')
  const everyone = await setHostsOf(business.id, services)
  const hosts = everyone.filter(({ userId }) => !isOwnOnly || userId === decidesOnlyOf)
  return { services, hosts, isOwnOnly }
}

/** Those of a service whose time may be filled here. */
export function hostsToChoose({ hosts }: Desk, service: Service): Host[] {
  return choosable(giversOf(service)).filter(({ id }) => hosts.some((host) => host.id === id))
}

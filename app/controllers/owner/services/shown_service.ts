import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/lucid'
import type { EarlierSettings } from '#models/audit_entry'
import type Host from '#models/availability/host'
import { choosable } from '#models/availability/host'
import Service from '#models/services/service'
import { withPhoto } from '#models/pictures/picture'
import { serviceContent, type TeamMember } from '#models/services/service_team'
import { versionOf } from '#models/version'
import type { ShownService } from '#pages/owner/services/service_page'
import { serviceUse } from '#queries/services/service_use'
import { typedService } from '#validators/services/service_form'
import { typedRoundRobin } from '#validators/services/round_robin_form'

type Shown = Omit<ShownService, 'form'>

export async function newShown(ctx: HttpContext): Promise<Shown> {
  const others = await servicesOf(ctx)
  const hosts = choosable(await hostsOf(ctx))
  // A room is chosen on purpose, beside people it would be booked in their place.
  const people = hosts.filter(({ kind }) => kind === 'person')
  const given = people.length > 0 ? people : hosts
  const stored = { ...typedService(new Service(), given), ...typedRoundRobin(hosts) }
  return { service: null, use: null, others: others.filter(isKept), hosts, stored }
}

export async function findShown(ctx: HttpContext): Promise<Shown & { service: Service }> {
  const services = await servicesOf(ctx)
  const service = services.find(({ id }) => id === ctx.params.id)
  if (!service) throw new errors.E_ROW_NOT_FOUND(Service)
  const ledTo = new Set((service.routing?.answers ?? []).map(({ serviceId }) => serviceId))
  const others = services.filter(
    (other) => other !== service && (isKept(other) || ledTo.has(other.id))
  )
  const hosts = choosable(await hostsOf(ctx), service.hosts)
  const version = versionOf(serviceContent(service, service.hosts))
  const stored = { ...typedWhole(service, hosts), version }
  return { service, use: await serviceUse(service.id), others, hosts, stored }
}

export function typedBefore(
  content: EarlierSettings['content'],
  hosts: Host[]
): Record<string, string> {
  const { team, ...columns } = content
  const given = (team as TeamMember[]).map(({ id, priority, weight }) => ({
    id,
    $extras: { pivot_priority: priority, pivot_weight: weight },
  }))
  const roundRobin = { ...typedRoundRobin(hosts), ...typedRoundRobin(given) }
  return { ...typedService(new Service().fill(columns), given), ...roundRobin }
}

function servicesOf({ business }: HttpContext): Promise<Service[]> {
  const query = business
    .related('services')
    .query()
    .select('*', withPhoto('service'))
    .preload('hosts')
  return query.orderBy('position').orderBy('id')
}

function hostsOf({ business }: HttpContext): Promise<Host[]> {
  return business.related('hosts').query().orderBy('position').orderBy('id')
}

function isKept({ archivedAt }: Service): boolean {
  return archivedAt === null
}

function typedWhole(service: Service, hosts: Host[]): Record<string, string> {
  const roundRobin = { ...typedRoundRobin(hosts), ...typedRoundRobin(service.hosts) }
  return { ...typedService(service, service.hosts), ...roundRobin }
}

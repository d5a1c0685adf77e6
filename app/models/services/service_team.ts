import type Host from '#models/availability/host'
import type Service from '#models/services/service'
import { contentOf } from '#models/version'

export interface RoundRobin {
  priority: number
  /** A host of weight 2 gets twice the bookings of one of weight 1. */
  weight: number
}

export interface TeamMember extends RoundRobin {
  id: number
}

export function serviceContent(service: Service, hosts: Host[]) {
  const team = hosts.map(placeInTeam).toSorted((one, other) => one.id - other.id)
  return { ...contentOf(service, ['hours', 'questions', 'position']), team }
}

/** Where one is enough, a room would be booked in place of a person: those who are no alternative. */
export function roomsBesidePeople(
  hostMode: Service['hostMode'] | undefined,
  hosts: readonly Host[]
): Host[] {
  if (hostMode === 'collective' || hosts.every(({ kind }) => kind === 'room')) return []
  return hosts.filter(({ kind }) => kind === 'room')
}

/** Where all are needed it goes by the clock of the first of them, and of a person before a room. */
export function planHost({ hostMode, hosts }: Service, chosenId?: number): Host | undefined {
  if (hostMode !== 'collective') return hosts.find(({ id }) => id === chosenId)
  return hosts.find(({ kind }) => kind === 'person') ?? hosts.at(0)
}

export function placeInTeam(host: Host): TeamMember {
  return { id: host.id, ...roundRobinOf(host) }
}

export function roundRobinOf(host?: Host): RoundRobin {
  return { priority: host?.$extras.pivot_priority ?? 0, weight: host?.$extras.pivot_weight ?? 1 }
}

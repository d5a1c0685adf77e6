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

interface Team {
  hostMode?: Service['hostMode'] | undefined
  hosts: readonly Host[]
}

/** Of whom one is chosen where one is enough: not the rooms of which one goes along. */
export function giversOf({ hostMode, hosts }: Team): Host[] {
  const along = roomsAlong({ hostMode, hosts })
  return hosts.filter((host) => !along.includes(host))
}

/** One of them is taken with whoever of the people gives it. */
export function roomsAlong({ hostMode, hosts }: Team): Host[] {
  if (hostMode === 'collective' || hosts.every(({ kind }) => kind === 'room')) return []
  return hosts.filter(({ kind }) => kind === 'room')
}

/** Whoever it cannot be given without, and takes no bookings: one of all who are needed, or all of a kind. */
export function missingOf(team: Team): Host[] {
  const isOff = ({ isActive }: Host) => !isActive
  if (team.hostMode === 'collective') return team.hosts.filter(isOff)
  return [giversOf(team), roomsAlong(team)].flatMap((part) => (part.every(isOff) ? part : []))
}

/** A place in a class is a place in one room: whoever comes cannot go along with another one. */
export function roomsNotPossible({ capacity, isPlannedOnly, ...team }: Team & Sharing): Host[] {
  return capacity > 1 || isPlannedOnly ? roomsAlong(team) : []
}

type Sharing = Pick<Service, 'capacity' | 'isPlannedOnly'>

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

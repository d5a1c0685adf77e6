import type { HostCalendar, Question, Slot } from '#scheduling/types'
import { contains, type Edges } from '#scheduling/time/spans'

/** Rooms go along where there are people and one of them is enough; else each gives it as they do. */
export function goesAlong({ mode, hosts }: Pick<Question, 'mode' | 'hosts'>) {
  const isAlong = mode === 'any' && hosts.some(isRoom) && !hosts.every(isRoom)
  return ({ isRoom: room = false }: Pick<HostCalendar, 'isRoom'>) => isAlong && room
}

function isRoom({ isRoom: room = false }: HostCalendar): boolean {
  return room
}

/** The same with some of its people alone: whichever they are, all rooms may go along. */
export function withHosts<Asked extends Question>(
  question: Asked,
  isMeant: (host: HostCalendar) => boolean
): Asked {
  const isAlong = goesAlong(question)
  const given = question.hosts.filter((host) => isAlong(host) || isMeant(host))
  return { ...question, hosts: given.every(isAlong) ? [] : given }
}

/** A slot needs one of them, too, wherever its starts step from. */
export function withRoom(
  slots: readonly Slot[],
  rooms: readonly { hostId: number; allowed: Edges }[]
): Slot[] {
  return slots.flatMap((slot) => {
    const free = rooms.filter(({ allowed }) => contains(allowed, slot.start))
    return free.length > 0 ? [{ ...slot, roomIds: free.map(({ hostId }) => hostId) }] : []
  })
}

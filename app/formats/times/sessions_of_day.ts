import { type PartOfDay, partOf, type TimeOnOffer, timesOnOffer } from '#formats/times/times_of_day'
import type { Places } from '#scheduling/slots/places_at'
import type { Instant } from '#scheduling/types'

export interface SharedStart {
  start: Instant
  end: Instant
  capacity: number
  seatsLeft: number
  hostIds: readonly number[]
  /** True for a start that one client takes alone. */
  isAlone?: boolean
}

export interface SharedTime extends TimeOnOffer {
  startsAt: Instant
  seatsLeft: number
  isAlone: boolean
  /** One tick for each place, taken ones first; empty where they would be too many to read. */
  ticks: boolean[]
  hostName: string | null
}

const MOST_TICKS = 12

/** Of several sessions at one start, the one with the most free places is shown. */
export function sessionsOfDay(
  starts: readonly SharedStart[],
  hosts: readonly { id: number; name: string }[],
  timeZone: string,
  locale: string
): { name: PartOfDay['name']; times: SharedTime[] }[] {
  const roomiest = new Map<Instant, SharedStart>()
  for (const each of starts) {
    const other = roomiest.get(each.start)
    if (!other || other.seatsLeft < each.seatsLeft) roomiest.set(each.start, each)
  }
  const shown = [...roomiest.values()].sort((one, other) => one.start - other.start)
  const placed = timesOnOffer(shown, timeZone, locale).map((time, index) => ({
    ...time,
    ...placesOf(shown[index]),
    hostName: hostNameOf(shown[index], hosts),
    startsAt: shown[index].start,
  }))
  const parts = Map.groupBy(placed, ({ hour }) => partOf(hour))
  return [...parts].map(([name, times]) => ({ name, times }))
}

function placesOf({ capacity, seatsLeft, isAlone = false }: SharedStart) {
  return { seatsLeft, isAlone, ticks: placeTicks({ capacity, left: seatsLeft }) }
}

export function placeTicks({ capacity, left }: Pick<Places, 'capacity' | 'left'>): boolean[] {
  const taken = capacity - left
  const isShort = capacity <= MOST_TICKS && taken >= 0
  return isShort ? Array.from({ length: capacity }, (_, index) => index < taken) : []
}

function hostNameOf({ hostIds }: SharedStart, hosts: readonly { id: number; name: string }[]) {
  const named = hosts.filter(({ id }) => hostIds.includes(id))
  return named.length === 1 ? named[0].name : null
}

import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { type HeldByPeople, heldBetween } from '#claims'
import { blockedBetween } from '#scheduling/openings/blocked_time'
import { dateOf, dayOf } from '#scheduling/time/dates'
import { meets, unite } from '#scheduling/time/spans'
import { clockOf, dayAt, startOfDay } from '#scheduling/time/zones'
import type { BlockedDates, Instant, Span } from '#scheduling/types'

export interface Blocking {
  businessId: number
  hosts: readonly { id: number; timeZone: string }[]
  dates: BlockedDates
}

export interface BookedInside extends HeldByPeople {
  /** Of those whose time is blocked. */
  hostIds: number[]
}

/** What the block would lie over, earliest first; none of it is touched. */
export async function bookedInside(
  client: QueryClient,
  { businessId, hosts, dates }: Blocking,
  now: Instant
): Promise<BookedInside[]> {
  if (hosts.length === 0) return []
  const reaches = hosts.map(({ timeZone }) => reachOf(dates, timeZone))
  const held = await heldBetween(client, {
    businessId,
    hostIds: hosts.map(({ id }) => id),
    from: Math.min(...reaches.map(({ start }) => start)),
    until: dates.lastDate === null ? null : Math.max(...reaches.map(({ end }) => end)),
    now,
  })
  const inside = hosts.flatMap(({ id, timeZone }) =>
    within(
      held.filter(({ hostId }) => hostId === id),
      dates,
      timeZone
    )
  )
  return oncePerHolder(inside)
}

/** A window of the last date may end on the next one. */
function reachOf({ firstDate, lastDate }: BlockedDates, timeZone: string): Span {
  return {
    start: startOfDay(timeZone, firstDate),
    end: startOfDay(timeZone, dateOf(dayOf(lastDate ?? firstDate) + 2)),
  }
}

function within(held: HeldByPeople[], dates: BlockedDates, timeZone: string): HeldByPeople[] {
  if (held.length === 0) return []
  const span = { start: held[0].start, end: Math.max(...held.map(({ end }) => end)) }
  const clock = clockOf(timeZone, span)
  const days = [dayAt(clock, span.start) - 2, dayAt(clock, span.end) + 1] as const
  const blocked = unite(blockedBetween([dates], clock, ...days))
  return held.filter((each) => meets(blocked, each))
}

function oncePerHolder(inside: HeldByPeople[]): BookedInside[] {
  const byHolder = Map.groupBy(inside, ({ id }) => id)
  return [...byHolder.values()]
    .map((claims) => ({ ...claims[0], hostIds: claims.map(({ hostId }) => hostId) }))
    .toSorted((one, other) => one.start - other.start || one.id - other.id)
}

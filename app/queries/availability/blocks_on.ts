import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import Block from '#models/availability/block'
import { blockedBetween, blockedDays } from '#scheduling/openings/blocked_time'
import { DAY, dateOf } from '#scheduling/time/dates'
import { unite } from '#scheduling/time/spans'
import { clockOf, dayAt } from '#scheduling/time/zones'
import type { Instant, Span } from '#scheduling/types'

export interface BlockedTime extends Span {
  blockId: number
  hostId: number
  reason: string | null
  /** `YYYY-MM-DD`, by the host's clock: the one on which it begins. */
  date: string
  isWholeDay: boolean
  isWeekly: boolean
}

type OnClock = { id: number; timeZone: string }

/** What meets `[from, until)`, earliest first; each date is an entry of its own. */
export async function blocksOn(
  hosts: readonly OnClock[],
  from: Instant,
  until: Instant,
  client?: QueryClient
): Promise<BlockedTime[]> {
  if (hosts.length === 0 || from >= until) return []
  // No clock is further than a day from UTC, and a window may begin on the date before.
  const [first, last] = [from - 2 * DAY, until + DAY].map(utcDate)
  const ids = hosts.map(({ id }) => id)
  const theirs =
    'select json_agg(host_id) from block_hosts where block_id = blocks.id and host_id = any(?)'
  const blocks = await Block.query({ client })
    .select('blocks.*', db.raw(`(${theirs}) as host_ids`, [ids]))
    .whereHas('hosts', (own) => own.whereIn('hosts.id', ids))
    .where('first_date', '<=', last)
    .where((ends) => ends.whereNull('last_date').orWhere('last_date', '>=', first))
    .orderBy('id')
  const zones = new Map(hosts.map(({ id, timeZone }) => [id, timeZone]))
  return blocks
    .flatMap((block) =>
      block.$extras.host_ids.flatMap((id: number) =>
        timesOf(block, { id, timeZone: zones.get(id) ?? 'UTC' }, { start: from, end: until })
      )
    )
    .toSorted((one, other) => one.start - other.start || one.blockId - other.blockId)
}

function timesOf(block: Block, host: OnClock, { start: from, end: until }: Span): BlockedTime[] {
  const clock = clockOf(host.timeZone, { start: from - 4 * DAY, end: until + 4 * DAY })
  const days = blockedDays(block.dates, dayAt(clock, from) - 1, dayAt(clock, until))
  return days.flatMap((day) => {
    const edges = unite(blockedBetween([block.dates], clock, day, day))
    // Where the clock repeats an hour, what it shows may be two spans: the day has both in one.
    const [start, end] = [edges.at(0) ?? Infinity, edges.at(-1) ?? -Infinity]
    if (start >= until || end <= from) return []
    return [
      {
        ...{ start, end, date: dateOf(day), hostId: host.id, blockId: block.id },
        ...{ reason: block.reason, isWholeDay: block.isWholeDays, isWeekly: block.isWeekly },
      },
    ]
  })
}

function utcDate(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 10)
}

import Block from '#models/availability/block'
import { blockedDays } from '#scheduling/openings/blocked_time'
import { type Day, dateOf, dayOf } from '#scheduling/time/dates'

export interface ComingBlock {
  block: Block
  /** `YYYY-MM-DD`: the next of its dates. */
  next: string
}

interface ComingBlocksWanted {
  businessId: number
  hostId?: number | null
  today: string
}

/** One that was left out for longer than this is none that comes. */
const LONGEST_PAUSE = 371

/** With a date from today on, the next first; each with its hosts. */
export async function comingBlocks({
  businessId,
  hostId = null,
  today,
}: ComingBlocksWanted): Promise<ComingBlock[]> {
  const blocks = await Block.query()
    .where('business_id', businessId)
    .where((ends) => ends.whereNull('last_date').orWhere('last_date', '>=', today))
    .if(hostId !== null, (query) =>
      query.whereHas('hosts', (hosts) => hosts.where('hosts.id', hostId ?? 0))
    )
    .preload('hosts', (hosts) => hosts.orderBy('position').orderBy('id'))
    .orderBy('id')
  return blocks
    .flatMap((block) => {
      const next = nextDay(block, dayOf(today))
      return next === null ? [] : [{ block, next: dateOf(next) }]
    })
    .toSorted((one, other) => (one.next < other.next ? -1 : Number(one.next > other.next)))
}

function nextDay({ dates, firstDate }: Block, today: Day): Day | null {
  const from = Math.max(today, dayOf(firstDate))
  return blockedDays(dates, from, from + LONGEST_PAUSE)[0] ?? null
}

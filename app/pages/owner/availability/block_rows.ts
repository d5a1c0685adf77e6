import type { DateTime } from 'luxon'
import type Block from '#models/availability/block'
import type Host from '#models/availability/host'
import { addressOf } from '#pages/address_of'
import { dayInWords, whenInWords, whoInWords } from '#pages/owner/availability/block_words'
import type { PageReader } from '#pages/reader'
import type Business from '#models/settings/business'
import { type ComingBlock, comingBlocks } from '#queries/availability/coming_blocks'

export interface BlockRow {
  block: Block
  when: string
  who: string
  reason: string | null
  /** Of one that repeats. */
  next: { date: string; day: string; address: string } | null
}

export function blockRows(
  coming: readonly ComingBlock[],
  { hosts, today, reader }: { hosts: readonly Host[]; today: string; reader: PageReader }
): BlockRow[] {
  return coming.map(({ block, next }) => ({
    block,
    when: whenInWords(block.dates, today, reader),
    who: whoInWords(block, hosts, reader),
    reason: block.reason,
    next: block.isWeekly
      ? {
          date: next,
          day: dayInWords(next, reader),
          address: addressOf('owner.block_dates.edit', { id: block.id }, { query: { date: next } }),
        }
      : null,
  }))
}

const MOST_OF_HOST = 5

export async function blocksOfHost(
  { id: businessId }: Business,
  { host, hosts }: { host: Host; hosts: readonly Host[] },
  now: DateTime,
  reader: PageReader
): Promise<BlockRow[]> {
  const today = now.toFormat('yyyy-MM-dd')
  const coming = await comingBlocks({ businessId, hostId: host.id, today })
  return blockRows(coming.slice(0, MOST_OF_HOST), { hosts, today, reader })
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { saveSettings } from '#history'
import Block, { keptBlock } from '#models/availability/block'
import type { By } from '#models/by'
import { blockedDays } from '#scheduling/openings/blocked_time'
import { dayOf } from '#scheduling/time/dates'

export interface BlockDate {
  businessId: number
  /** The one that repeats. */
  blockId: number
  /** `YYYY-MM-DD`, one of its dates. */
  date: string
  /** That of the block when the page was made; null goes on anyway. */
  version: string | null
}

/** `gone` where there is no such date, or not any more. */
export async function lockRepeating(
  trx: Transaction,
  { businessId, blockId, date, version }: BlockDate
): Promise<Block | 'stale' | 'gone'> {
  const block = await Block.query({ client: trx })
    .where({ businessId, id: blockId })
    .preload('hosts')
    .forUpdate()
    .first()
  const day = dayOf(date)
  if (!block?.isWeekly || blockedDays(block.dates, day, day).length === 0) return 'gone'
  return version !== null && version !== block.version ? 'stale' : block
}

export async function leaveOut(
  trx: Transaction,
  block: Block,
  { date, by }: { date: string; by: By }
): Promise<void> {
  block.merge({ skippedDates: [...block.skippedDates, date].toSorted() })
  const { businessId } = block
  const before = { ...keptBlock(block), ...onlyOn(date) }
  await saveSettings(trx, block, {
    ...{ businessId, action: 'block.date_left_out', subjectType: 'block' },
    ...{ before, by },
  })
}

function onlyOn(date: string) {
  return { firstDate: date, lastDate: date, weeklyDays: null, skippedDates: [] }
}

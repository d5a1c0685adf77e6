import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { type Inside, lookInside, type NewBlock, setHosts, whoIsMeant } from '#steps'
import { changesOf, recordSettingsChange } from '#history'
import Block, { blockColumns, keptBlock } from '#models/availability/block'
import type { By } from '#models/by'
import { blockedDays } from '#scheduling/openings/blocked_time'
import { dayOf } from '#scheduling/time/dates'
import type { BlockedDates } from '#scheduling/types'
import { retryingTransaction } from '#transactions'

interface Change extends NewBlock {
  businessId: number
  blockId: number
  /** That of the block when the form was made; null saves anyway. */
  version: string | null
  by: By
}

export type ChangeOutcome = { outcome: 'changed' | 'stale' | 'gone' | 'busy' } | Inside

/** All of its dates; those that were left out stay so while they still are dates of it. */
export default class ChangeBlock {
  async handle(change: Change): Promise<ChangeOutcome> {
    const done = await retryingTransaction<ChangeOutcome>((trx) => this.save(trx, change))
    return done ?? { outcome: 'busy' }
  }

  private async save(trx: Transaction, change: Change): Promise<ChangeOutcome> {
    const { businessId, blockId, isForEveryone = false, reason, version, by } = change
    const asks = await lookInside(trx, change)
    const hostIds = await whoIsMeant(trx, change)
    const block = await Block.query({ client: trx })
      .where({ businessId, id: blockId })
      .preload('hosts')
      .forUpdate()
      .first()
    if (!block) return { outcome: 'gone' }
    const { hostIds: before, version: stored } = block
    const kept = keptBlock(block)
    const areHostsNew = inOrder(before).join() !== inOrder(hostIds).join()
    const skippedDates = block.skippedDates.filter((date) => isAmong(date, change.dates))
    block.merge({ reason, isForEveryone, ...blockColumns({ ...change.dates, skippedDates }) })
    if (!block.$isDirty && !areHostsNew) return { outcome: 'changed' }
    if (version !== null && version !== stored) return { outcome: 'stale' }
    if (asks) return asks

    const changes = {
      ...changesOf(block),
      ...(areHostsNew && { hostIds: { from: inOrder(before), to: inOrder(hostIds) } }),
      ...('reason' in block.$dirty && { reason: true }),
    }
    await block.save()
    await setHosts(block, hostIds)
    await recordSettingsChange(trx, {
      ...{ businessId, action: 'block.changed', subjectType: 'block', subjectId: blockId },
      changes,
      before: kept,
      by,
    })
    return { outcome: 'changed' }
  }
}

function inOrder(ids: readonly number[]): number[] {
  return ids.toSorted((one, other) => one - other)
}

function isAmong(date: string, dates: BlockedDates): boolean {
  const day = dayOf(date)
  return blockedDays({ ...dates, skippedDates: [] }, day, day).length > 0
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { NewBlock } from './look_inside.js'
import { everyoneIn } from '../hours/everyone_in.js'
import { recordSettingsChange } from '#history'
import Block, { blockColumns, blockContent } from '#models/availability/block'
import type { By } from '#models/by'

type Added = Omit<NewBlock, 'shown'> & { businessId: number; by: By }

/** One that is there already, as after a form that was sent twice, is not added again. */
export async function addBlock(trx: Transaction, added: Added): Promise<Block> {
  const { businessId, isForEveryone = false, dates, reason, by } = added
  const hostIds = await whoIsMeant(trx, added)
  const block = new Block().merge({ businessId, isForEveryone, reason, ...blockColumns(dates) })
  const same = await sameBlock(trx, block, hostIds)
  if (same) return same

  await block.useTransaction(trx).save()
  await setHosts(block, hostIds)
  await recordSettingsChange(trx, {
    businessId,
    action: 'block.added',
    subjectType: 'block',
    subjectId: block.id,
    changes: { ...blockContent(block, hostIds), ...(reason !== null && { reason: true }) },
    by,
  })
  return block
}

/** Those who were chosen, and for everyone whoever takes bookings by now. */
export async function whoIsMeant(
  trx: Transaction,
  { businessId, hostIds, isForEveryone }: Pick<Added, 'businessId' | 'hostIds' | 'isForEveryone'>
): Promise<number[]> {
  if (!isForEveryone) return [...hostIds]
  const everyone = await everyoneIn(trx, businessId)
  return everyone.filter(({ id, isActive }) => isActive || hostIds.includes(id)).map(({ id }) => id)
}

export async function setHosts(block: Block, hostIds: readonly number[]): Promise<void> {
  const { businessId } = block
  const rows = hostIds.map((id) => [id, { business_id: businessId }])
  await block.related('hosts').sync(Object.fromEntries(rows))
}

async function sameBlock(
  trx: Transaction,
  block: Block,
  hostIds: readonly number[]
): Promise<Block | null> {
  const { businessId, firstDate, lastDate, weeklyDays, startsTime, endsTime, reason } = block
  const alike = await Block.query({ client: trx })
    .where({ businessId, firstDate, startsTime, endsTime })
    .preload('hosts')
  const wanted = [...hostIds].sort().join()
  const isSame = (other: Block) =>
    other.lastDate === lastDate &&
    other.weeklyDays === weeklyDays &&
    other.reason === reason &&
    other.isForEveryone === block.isForEveryone &&
    other.skippedDates.length === 0 &&
    other.hosts
      .map(({ id }) => id)
      .toSorted()
      .join() === wanted
  return alike.find(isSame) ?? null
}

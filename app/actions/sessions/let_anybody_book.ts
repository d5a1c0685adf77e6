import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { lockSession } from '#claims'
import { changesOf, recordSessionChange } from '#history'
import type { By } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import { databaseNow, inTransaction } from '#transactions'

interface Choice {
  businessId: number
  sessionId: number
  /** Or what is free is kept for those who wait. */
  anybody: boolean
  by: By
}

/** Where the owner chooses to whom places go. */
export default class LetAnybodyBook {
  handle(choice: Choice): Promise<'chosen' | 'not_possible'> {
    return inTransaction((trx) => this.transact(trx, choice))
  }

  private async transact(trx: Transaction, { businessId, sessionId, anybody, by }: Choice) {
    await GroupSession.query({ client: trx }).where({ businessId, id: sessionId }).firstOrFail()
    const session = await lockSession(trx, sessionId)
    if (!session.canBeChanged(await databaseNow(trx))) return 'not_possible'
    session.merge({ letsAnybodyBook: anybody })
    if (!session.$isDirty) return 'chosen'
    const changes = changesOf(session)
    await session.save()
    await recordSessionChange(trx, { businessId, sessionId, by, action: 'changed', changes })
    return 'chosen'
  }
}

import { recordAudit } from '#history'
import type { By } from '#models/by'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import { databaseNow, inTransaction, lockRow } from '#transactions'

interface Choice {
  businessId: number
  sessionId: number
  entryId: number
  by: By
}

/** What comes free is offered to them before all others, by itself or by hand. */
export default class PutFirst {
  handle({ businessId, sessionId, entryId, by }: Choice): Promise<'put_first' | 'not_waiting'> {
    return inTransaction(async (trx) => {
      const entry = await lockRow(trx, WaitlistEntry, {
        ...{ businessId, id: entryId, status: 'waiting' },
      })
      if (!entry) return 'not_waiting'
      await entry.merge({ nextAt: await databaseNow(trx) }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'session.next_chosen' },
        ...{ subjectType: 'group_session', subjectId: sessionId },
        changes: { waitlist_entry_id: entryId },
      })
      return 'put_first'
    })
  }
}

import { recordAudit } from '#history'
import type { By } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

/** By whoever reads it, and who alone begins it again; they said yes to nothing then. Safe to repeat. */
export default class StopInboxAddress {
  handle({ inboxId, by }: { inboxId: number; by: By }): Promise<void> {
    return inTransaction(async (trx) => {
      const inbox = await lockRowOrFail(trx, InboxAddress, { id: inboxId })
      if (inbox.stoppedAt !== null) return
      const stoppedAt = await databaseNow(trx)
      await inbox.merge({ stoppedAt, provenAt: null, contactProvenAt: null }).save()
      const { id, businessId } = inbox
      await recordAudit(trx, {
        ...{ businessId, by, action: 'inbox.stopped' },
        ...{ subjectType: 'inbox_address', subjectId: id },
      })
    })
  }
}

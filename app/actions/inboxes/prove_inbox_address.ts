import { recordAudit } from '#history'
import type { By } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

/** By whoever reads it, also after they stopped its mails. Safe to repeat. */
export default class ProveInboxAddress {
  handle({ inboxId, by }: { inboxId: number; by: By }): Promise<void> {
    return inTransaction(async (trx) => {
      const inbox = await lockRowOrFail(trx, InboxAddress, { id: inboxId })
      if (inbox.state === 'open') return
      await inbox.merge({ provenAt: await databaseNow(trx), stoppedAt: null }).save()
      const { id, businessId } = inbox
      await recordAudit(trx, {
        ...{ businessId, by, action: 'inbox.proven' },
        ...{ subjectType: 'inbox_address', subjectId: id },
      })
    })
  }
}

import { recordAudit } from '#history'
import type { By } from '#models/by'
import InboxAddress, { type InboxPurpose } from '#models/inboxes/inbox_address'
import { databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Proof {
  inboxId: number
  purpose: InboxPurpose
  by: By
}

/** By whoever reads it, for one purpose, also after they stopped its mails. Safe to repeat. */
export default class ProveInboxAddress {
  handle({ inboxId, purpose, by }: Proof): Promise<void> {
    return inTransaction(async (trx) => {
      const inbox = await lockRowOrFail(trx, InboxAddress, { id: inboxId })
      if (inbox.isProvenFor(purpose)) return
      const now = await databaseNow(trx)
      const proven = purpose === 'mails' ? { provenAt: now } : { contactProvenAt: now }
      await inbox.merge({ ...proven, stoppedAt: null }).save()
      const { id, businessId } = inbox
      await recordAudit(trx, {
        ...{ businessId, by, action: 'inbox.proven' },
        ...{ subjectType: 'inbox_address', subjectId: id },
      })
    })
  }
}

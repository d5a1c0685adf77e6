import { recordAudit } from '#history'
import type { By } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Removal {
  businessId: number
  inboxId: number
  by: By
}

/** What it was sent stays known, and whether somebody who reads it said yes, or that they want nothing. */
export default class RemoveInboxAddress {
  handle({ businessId, inboxId: id, by }: Removal): Promise<InboxAddress> {
    return inTransaction(async (trx) => {
      const inbox = await lockRowOrFail(trx, InboxAddress, { businessId, id, getsMails: true })
      await inbox.merge({ getsMails: false }).save()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'inbox.removed' },
        ...{ subjectType: 'inbox_address', subjectId: id },
      })
      return inbox
    })
  }
}

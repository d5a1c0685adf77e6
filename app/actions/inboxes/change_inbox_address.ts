import { chooseInboxServices, type InboxServices, servicesOfInbox } from '#steps'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRowOrFail } from '#transactions'

interface InboxChange {
  businessId: number
  inboxId: number
  services: InboxServices
  /** `versionOf` the services that the form was made from. */
  version: string | null
  by: By
}

/** About which services it gets mails, from now on. */
export default class ChangeInboxAddress {
  handle(change: InboxChange): Promise<'saved' | 'stale'> {
    const { businessId, inboxId: id, services, version, by } = change
    return inTransaction(async (trx) => {
      const inbox = await lockRowOrFail(trx, InboxAddress, { businessId, id, getsMails: true })
      await inbox.load('services')
      const from = servicesOfInbox(inbox)
      if (String(from) === String(services)) return 'saved'
      if (isChangedSince(version, from)) return 'stale'
      const to = await chooseInboxServices(trx, inbox, services)
      await recordAudit(trx, {
        ...{ businessId, by, action: 'inbox.changed' },
        ...{ subjectType: 'inbox_address', subjectId: id, changes: { services: { from, to } } },
      })
      return 'saved'
    })
  }
}

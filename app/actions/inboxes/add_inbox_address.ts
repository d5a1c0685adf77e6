import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { askInboxProof, chooseInboxServices, type InboxServices } from '#steps'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import InboxAddress, { MOST_INBOXES } from '#models/inboxes/inbox_address'
import Business from '#models/settings/business'
import { wakeDeliveries } from '#outbox'
import { isStoppedMailbox } from '#queries/inboxes/is_stopped_mailbox'
import { inTransaction, lockRowOrFail } from '#transactions'

interface NewInbox {
  businessId: number
  email: string
  services: InboxServices
  by: By
}

/** It gets nothing but the mail that asks for a yes, until somebody who reads it has said so. */
export default class AddInboxAddress {
  async handle(input: NewInbox): Promise<InboxAddress | 'known' | 'too_many' | 'stopped'> {
    const added = await inTransaction((trx) => this.add(trx, input))
    if (typeof added === 'string') return added
    await wakeDeliveries(added.owed, input.by.requestId)
    return added.inbox
  }

  private async add(trx: Transaction, { businessId, email, services, by }: NewInbox) {
    await lockRowOrFail(trx, Business, { id: businessId })
    const all = await InboxAddress.query({ client: trx }).where({ businessId })
    const used = all.filter(({ getsMails }) => getsMails)
    if (used.length >= MOST_INBOXES) return 'too_many'
    const former = all.find((each) => each.email.toLowerCase() === email.toLowerCase())
    if (former?.getsMails) return 'known'
    if (await isStoppedMailbox(trx, { businessId, email })) return 'stopped'

    const inbox = former ?? new InboxAddress().useTransaction(trx).fill({ businessId, email })
    inbox.merge({ getsMails: true, proofMails: former?.proofMails ?? 0 })
    const changes = { services: await chooseInboxServices(trx, inbox, services) }
    await recordAudit(trx, {
      ...{ businessId, by, action: 'inbox.added' },
      ...{ subjectType: 'inbox_address', subjectId: inbox.id, changes },
    })
    await inbox.refresh()
    const asked = await askInboxProof(trx, inbox, { purpose: 'mails', by })
    return { inbox, owed: typeof asked === 'string' ? [] : asked }
  }
}

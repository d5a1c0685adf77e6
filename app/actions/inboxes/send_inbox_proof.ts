import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { askInboxProof } from '#steps'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import { wakeDeliveries } from '#outbox'
import { inTransaction, lockRowOrFail } from '#transactions'

interface ProofWanted {
  businessId: number
  inboxId: number
  by: By
}

export default class SendInboxProof {
  async handle(input: ProofWanted): Promise<'sent' | 'proven' | 'stopped'> {
    const asked = await inTransaction((trx) => this.ask(trx, input))
    if (typeof asked === 'string') return asked
    await wakeDeliveries(asked, input.by.requestId)
    return 'sent'
  }

  private async ask(trx: Transaction, { businessId, inboxId: id, by }: ProofWanted) {
    const inbox = await lockRowOrFail(trx, InboxAddress, { businessId, id, getsMails: true })
    const asked = await askInboxProof(trx, inbox, { purpose: 'mails', by })
    if (typeof asked === 'string') return asked
    await recordAudit(trx, {
      ...{ businessId, by, action: 'inbox.asked' },
      ...{ subjectType: 'inbox_address', subjectId: id },
    })
    return asked
  }
}

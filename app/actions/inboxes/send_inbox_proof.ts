import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { askInboxProof } from '#steps'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import InboxAddress from '#models/inboxes/inbox_address'
import { wakeDeliveries } from '#outbox'
import { inTransaction } from '#transactions'

interface ProofWanted {
  businessId: number
  inboxId: number
  by: By
}

export default class SendInboxProof {
  async handle(input: ProofWanted): Promise<'sent' | 'proven'> {
    const owed = await inTransaction((trx) => this.ask(trx, input))
    await wakeDeliveries(owed, input.by.requestId)
    return owed.length > 0 ? 'sent' : 'proven'
  }

  private async ask(trx: Transaction, { businessId, inboxId: id, by }: ProofWanted) {
    const inbox = await InboxAddress.query({ client: trx })
      .where({ businessId, id })
      .forUpdate()
      .firstOrFail()
    const owed = await askInboxProof(trx, inbox, by)
    if (owed.length > 0) {
      await recordAudit(trx, {
        ...{ businessId, by, action: 'inbox.asked' },
        ...{ subjectType: 'inbox_address', subjectId: id },
      })
    }
    return owed
  }
}

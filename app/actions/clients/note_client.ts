import { recordAudit } from '#history'
import type { By } from '#models/by'
import ClientNote from '#models/clients/client_note'
import { inTransaction } from '#transactions'

interface Noting {
  businessId: number
  clientId: number
  body: string
  by: By
}

export default class NoteClient {
  async handle({ businessId, clientId, body, by }: Noting): Promise<ClientNote> {
    return inTransaction(async (trx) => {
      const note = await new ClientNote()
        .useTransaction(trx)
        .fill({ businessId, clientId, body, userId: by.userId })
        .save()
      await recordAudit(trx, {
        ...{ businessId, by },
        action: 'client.noted',
        ...{ subjectType: 'client', subjectId: clientId },
      })
      return note
    })
  }
}

import type { By } from '#models/by'
import { deliverAfter, type MessageTest, oweMessageTest } from '#outbox'
import { inTransaction, noteDone } from '#transactions'

interface Asked {
  businessId: number
  userId: number
  test: MessageTest
  by: By
}

/** To whoever asks, as a client would get it. */
export default class SendMessageTest {
  async handle(asked: Asked): Promise<void> {
    await deliverAfter(asked.by, () =>
      inTransaction(async (trx) => {
        await noteDone(trx, asked.businessId, asked.by.keyed)
        return { owed: await oweMessageTest(trx, asked) }
      })
    )
  }
}

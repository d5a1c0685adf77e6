import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { answerOnce } from '#steps'
import { recordAudit } from '#history'
import { messageOf } from '#messages'
import type { By } from '#models/by'
import WrittenMessage from '#models/notifications/written_message'
import { owe, oweToClients } from '#outbox'
import { inTransaction, keyedRequest } from '#transactions'

interface Writing {
  businessId: number
  /** About their bookings, or to one of them about none. */
  to: { bookingIds: readonly number[] } | { clientId: number }
  title: string
  body: string
  idempotencyKey: string | null
  by: By
}

type Written = { outcome: 'written'; count: number }

export type MessageWritten = (Written & { replayed: boolean }) | { outcome: 'key_reused' }

/** Sent once to each address, however often the form comes. */
export default class WriteToClients {
  handle(writing: Writing): Promise<MessageWritten> {
    const { businessId, to, title, body, idempotencyKey, by } = writing
    const key = keyedRequest(businessId, idempotencyKey, ['write', to, title, body])
    return answerOnce<Written, never, Pick<Written, 'count'>, MessageWritten>(
      { by, key },
      {
        run: (once) => inTransaction((trx) => once(trx, () => this.write(trx, writing))),
        store: ({ count }) => ({ count }),
        recall: ({ count }) => ({ outcome: 'written', count }),
        answer: (done, replayed) => ({ ...done, replayed }),
      }
    )
  }

  private async write(trx: Transaction, writing: Writing) {
    const { businessId, to, title, body, by } = writing
    const { id } = await new WrittenMessage()
      .useTransaction(trx)
      .fill({ businessId, userId: by.userId, title, body })
      .save()
    const message = { businessId, occurrence: id, data: { writtenId: id }, by }
    const owed = await ('clientId' in to
      ? owe(trx, messageOf('client_written'), {
          ...message,
          subject: { type: 'client', id: to.clientId },
        })
      : oweToClients(trx, messageOf('message_written'), { ...message, bookingIds: to.bookingIds }))
    await recordAudit(trx, {
      ...{ businessId, by },
      action: 'written_message.sent',
      ...{ subjectType: 'written_message', subjectId: id },
      changes: { recipients: owed.length },
    })
    return { outcome: 'written' as const, count: owed.length, owed }
  }
}

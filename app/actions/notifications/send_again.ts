import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { recordAudit } from '#history'
import { messageOf } from '#messages'
import { requeue, wakeDeliveries } from '#outbox'
import type { By } from '#models/by'
import Notification from '#models/notifications/notification'
import { databaseNow, inTransaction } from '#transactions'

interface Input {
  businessId: number
  notificationId: number
  by: By
}

export type SendAgainOutcome = 'queued' | 'no_longer_holds' | 'not_possible' | 'not_found'

/**
 * Owes a message once more, with all its tries before it: one that was given up, one that was sent
 * and came back or did not arrive, or one that waits for its next try. What it says must still hold.
 */
export default class SendAgain {
  async handle(input: Input): Promise<SendAgainOutcome> {
    const { businessId, notificationId, by } = input
    const result = await inTransaction(async (trx) => {
      const message = await Notification.query({ client: trx })
        .where({ businessId, id: notificationId })
        .whereNot('channel', 'in_app')
        .forUpdate()
        .first()
      if (!message) return { outcome: 'not_found' as const, attempt: null }
      if (!message.canBeSentAgain(await databaseNow(trx)))
        return { outcome: 'not_possible' as const, attempt: null }
      if (!(await this.holds(trx, message))) {
        return { outcome: 'no_longer_holds' as const, attempt: null }
      }
      await this.queue(trx, message, input)
      return { outcome: 'queued' as const, attempt: message.attempts }
    })

    const { outcome, attempt } = result
    if (attempt !== null) await wakeDeliveries([{ notificationId, attempt }], by.requestId)
    return outcome
  }

  private async holds(trx: Transaction, notification: Notification): Promise<boolean> {
    const message = messageOf(notification.type)
    const now = await databaseNow(trx)
    const about = await message.subject?.find(notification, now, trx)
    return Boolean(about) && !message.reasonToDrop?.(about, notification, now)
  }

  private async queue(trx: Transaction, message: Notification, { by }: Input) {
    const { id, businessId, status } = message
    await requeue(trx, id)
    await recordAudit(trx, {
      ...{ businessId, by },
      action: 'notification.sent_again',
      ...{ subjectType: 'notification', subjectId: id },
      changes: { status: [status, 'queued'] },
    })
  }
}

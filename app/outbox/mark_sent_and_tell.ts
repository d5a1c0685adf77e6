import db from '@adonisjs/lucid/services/db'
import { type Lease, markSent } from './delivery_lease.js'
import { oweEachTime } from './owe.js'
import { wakeDeliveries } from './wake_deliveries.js'
import { messageOf } from '#messages'
import { bySystem } from '#models/by'
import type Notification from '#models/notifications/notification'
import { inTransaction } from '#transactions'

/** Some are spoken of once they are sent, as reminders are to the business's systems. */
export async function markSentAndTell(
  { type, businessId, subjectType, subjectId, requestId }: Notification,
  lease: Lease,
  sent: Parameters<typeof markSent>[2]
): Promise<void> {
  const { onceSent } = messageOf(type)
  if (!onceSent) {
    await markSent(db.connection(), lease, sent)
    return
  }
  const owed = await inTransaction(async (trx) => {
    await markSent(trx, lease, sent)
    const subject = { type: subjectType, id: subjectId }
    return oweEachTime(trx, onceSent, { businessId, subject, by: bySystem(requestId) })
  })
  await wakeDeliveries(owed, requestId)
}

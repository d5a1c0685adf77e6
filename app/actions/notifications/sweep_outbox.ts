import db from '@adonisjs/lucid/services/db'
import { deliveryJobId } from '#outbox'
import { findDueNotifications } from '#queries/notifications/due_notifications'
import { wake } from '#services/queue'

const BATCH = 500

/** A job that has not touched its row for so long was lost. */
const LOST_AFTER_MINUTES = 2

/** BullMQ also refuses ids of jobs that ended, so a mail that is overdue gets another one. */
export default class SweepOutbox {
  async handle(): Promise<number> {
    const due = await findDueNotifications(db.connection(), BATCH)
    for (const { id, attempts, requestId, minutesOverdue } of due) {
      const mail = { notificationId: id, attempt: attempts }
      const round = Math.floor(minutesOverdue / LOST_AFTER_MINUTES)
      await wake(
        'deliver_notifications',
        { notificationIds: [id], requestId: requestId ?? undefined },
        { jobId: deliveryJobId(mail, round) }
      )
    }
    return due.length
  }
}

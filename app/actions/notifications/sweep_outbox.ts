import db from '@adonisjs/lucid/services/db'
import { deliveryJobId } from '#outbox'
import { findDueNotifications } from '#queries/notifications/due_notifications'
import { wake } from '#services/queue'

const BATCH = 500

/** A job that has not touched its row for so long was lost. */
const LOST_AFTER_MINUTES = 2

/**
 * Each wake-up has the id of the first one, so that a job that still waits is not added twice.
 * BullMQ also refuses the id of a job that ended, perhaps before it reached the row: so a mail that
 * is overdue gets another id.
 */
export default class SweepOutbox {
  async handle(): Promise<number> {
    const due = await findDueNotifications(db.connection(), BATCH)
    for (const { id, attempts, requestId, minutesOverdue } of due) {
      const mail = { notificationId: id, attempt: attempts }
      const turn = Math.floor(minutesOverdue / LOST_AFTER_MINUTES)
      await wake(
        'deliver_notifications',
        { notificationIds: [id], requestId: requestId ?? undefined },
        { jobId: deliveryJobId(mail, turn) }
      )
    }
    return due.length
  }
}

import db from '@adonisjs/lucid/services/db'
import { deliveryJobId } from '#outbox'
import { findDueNotifications } from '#queries/notifications/due_notifications'
import { wake } from '#services/queue'

const BATCH = 500

/** A job that has not touched its row for this long was lost on the way. */
const LOST_AFTER_MINUTES = 2

/**
 * Wakes a worker for every mail that is due, unsent and in nobody's hands, by the id that its first
 * wake-up had, so that one which still waits is not added twice. BullMQ also refuses the id of a job
 * that ended, though it may have failed before it reached the row: hence another id once the mail is
 * overdue.
 */
export default class SweepOutbox {
  /** @returns how many were found */
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

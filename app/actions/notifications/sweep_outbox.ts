import db from '@adonisjs/lucid/services/db'
import { findDueNotifications } from '#queries/due_notifications'
import { wake } from '#services/queue'

const BATCH = 500

/** A job that has not touched its row for this long was lost on the way. */
const LOST_AFTER_MINUTES = 2

/** Wakes a worker for every mail that is due, unsent and in nobody's hands. */
export default class SweepOutbox {
  /** @returns how many were found */
  async handle(): Promise<number> {
    const due = await findDueNotifications(db.connection(), BATCH)
    for (const { id, attempts, requestId, minutesOverdue } of due) {
      const payload = { notificationId: id, attempt: attempts, requestId: requestId ?? undefined }
      await wake('deliver_notification', payload, {
        jobId: jobIdOf(id, attempts, Math.floor(minutesOverdue / LOST_AFTER_MINUTES)),
      })
    }
    return due.length
  }
}

/**
 * The id that the first wake-up had, so that one which still waits is not added twice. BullMQ also
 * refuses the id of a job that ended, though it may have failed before it reached the row: hence
 * another id once the mail is overdue.
 */
function jobIdOf(id: number, attempts: number, turn: number): string {
  return `outbox-${id}-${attempts}${turn > 0 ? `-${turn}` : ''}`
}

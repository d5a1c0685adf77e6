import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import CompleteBookings from '#actions/bookings/complete_bookings'
import DeliverNotification from '#actions/notifications/deliver_notification'
import DeliverNotificationsJob from '#jobs/deliver_notifications_job'
import MailboxMessage from '#models/notifications/mailbox_message'
import { databaseNow } from '#transactions'

/** A message that reached the mailbox, and when. */
export interface Arrived {
  at: DateTime
  message: MailboxMessage
}

/**
 * A worker whose clock is set forward: what is due until that moment is delivered by the worker's own
 * job at the moment at which it is due, into the mailbox, and bookings that ended are completed.
 */
export class WorkerDays {
  readonly arrived: Arrived[] = []

  async runUntil(moment: DateTime): Promise<void> {
    await this.deliverUntil(moment)
    await new CompleteBookings(await this.aheadOf(moment)).handle()
    await this.deliverUntil(moment)
  }

  private async deliverUntil(moment: DateTime) {
    for (let due = await this.nextDue(moment); due; due = await this.nextDue(moment)) {
      await this.deliver(due)
    }
  }

  private async deliver({ id, at }: { id: number; at: DateTime }) {
    const offset = (await this.aheadOf(at)) + 1
    const job = new DeliverNotificationsJob((notificationId) =>
      new DeliverNotification(undefined, offset).handle({ notificationId })
    )
    const last = this.arrived.at(-1)?.message.id ?? 0
    await job.handle({ notificationIds: [id] })
    const messages = await MailboxMessage.query().where('id', '>', last).orderBy('id')
    this.arrived.push(...messages.map((message) => ({ at, message })))
  }

  private async nextDue(moment: DateTime) {
    const row = await db
      .from('notifications')
      .where('status', 'queued')
      .whereIn('channel', ['mail', 'sms'])
      .where('next_attempt_at', '<=', moment.toJSDate())
      .orderBy('next_attempt_at')
      .orderBy('id')
      .first()
    return row && { id: Number(row.id), at: DateTime.fromJSDate(row.next_attempt_at) }
  }

  /** Never behind: what is owed at once is due by the clock as it is. */
  private async aheadOf(moment: DateTime): Promise<number> {
    const now = await databaseNow(db.connection())
    return Math.max(0, moment.toMillis() - now.toMillis())
  }
}

import DeliverNotification from '#actions/notifications/deliver_notification'
import type { JobPayloads } from '#services/queue'

/** One after another, so that a worker that dies leaves at most one mail behind of which it is not known whether it went. */
export default class DeliverNotificationsJob {
  static readonly jobName = 'deliver_notifications'

  async handle({ notificationIds }: JobPayloads['deliver_notifications']) {
    for (const notificationId of notificationIds) {
      await new DeliverNotification().handle({ notificationId })
    }
  }
}

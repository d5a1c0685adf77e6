import DeliverNotification from '#actions/notifications/deliver_notification'
import type { JobPayloads } from '#services/queue'

export default class DeliverNotificationJob {
  static readonly jobName = 'deliver_notification'

  handle({ notificationId }: JobPayloads['deliver_notification']) {
    return new DeliverNotification().handle({ notificationId })
  }
}

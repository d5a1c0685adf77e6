import logger from '@adonisjs/core/services/logger'
import { isSlow } from './is_slow.js'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { mostSlow, slowAfterMs } from '#config/mail'
import type { JobPayloads } from '#services/queue'

/** Deliveries that go on after their job. */
const slow = new Set<Promise<void>>()

/** One after another, so that a worker that dies leaves at most one mail in doubt. */
export default class DeliverNotificationsJob {
  static readonly jobName = 'deliver_notifications'

  /** Only tests change `slowAfterMs`. */
  constructor(
    private readonly deliver = (notificationId: number): Promise<unknown> =>
      new DeliverNotification().handle({ notificationId }),
    private readonly patienceMs = slowAfterMs
  ) {}

  async handle({ notificationIds }: JobPayloads['deliver_notifications']) {
    for (const notificationId of notificationIds) {
      const delivery = this.deliver(notificationId)
      if (slow.size >= mostSlow || !(await isSlow(delivery, this.patienceMs))) await delivery
      else keep(delivery, notificationId)
    }
  }
}

export async function slowDeliveries(): Promise<void> {
  await Promise.all(slow)
}

function keep(delivery: Promise<unknown>, notificationId: number): void {
  const kept = delivery
    .then(() => undefined)
    .catch((error: unknown) => {
      logger.error({ err: error, notification_id: notificationId }, 'A slow delivery failed')
    })
    .finally(() => slow.delete(kept))
  slow.add(kept)
}

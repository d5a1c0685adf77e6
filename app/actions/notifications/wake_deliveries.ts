import { wake } from '#services/queue'
import type { OwedMail } from '#actions/notifications/owe_notifications'

/** Nudges the workers after the commit; whatever is lost on the way, the sweep finds. */
export async function wakeDeliveries(owed: OwedMail[], requestId: string | null): Promise<void> {
  await Promise.all(
    owed.map(({ notificationId, attempt }) =>
      wake(
        'deliver_notification',
        { notificationId, attempt, requestId: requestId ?? undefined },
        { jobId: `outbox-${notificationId}-${attempt}` }
      )
    )
  )
}

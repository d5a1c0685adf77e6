import logger from '@adonisjs/core/services/logger'
import { wake } from '#services/queue'
import type { OwedMail } from './owe_notifications.js'

/** A booking's client and its host: a job costs the queue as much as a mail costs to send. */
const MAILS_OF_JOB = 2

/** Nudges the workers after the commit; whatever is lost on the way, the sweep finds. */
export async function wakeDeliveries(owed: OwedMail[], requestId: string | null): Promise<void> {
  const jobs = Array.from({ length: Math.ceil(owed.length / MAILS_OF_JOB) }, (_, nth) =>
    owed.slice(nth * MAILS_OF_JOB, (nth + 1) * MAILS_OF_JOB)
  )
  await Promise.all(
    jobs.map((mails) =>
      wake(
        'deliver_notifications',
        {
          notificationIds: mails.map(({ notificationId }) => notificationId),
          requestId: requestId ?? undefined,
        },
        { jobId: deliveryJobId(mails[0]) }
      )
    )
  )
}

/** Where how long it takes must not tell whether there was a mail to send. */
export function wakeUnwaited(owed: OwedMail[], requestId: string | null): void {
  void wakeDeliveries(owed, requestId).catch((error: unknown) => {
    logger.warn({ err: error }, 'A mail waits for the sweep')
  })
}

/** For one that had to wait while another to the same reader was in hand. */
export async function wakeNext(
  { id, attempts }: { id: number; attempts: number },
  afterId: number,
  requestId: string | null
): Promise<void> {
  await wake(
    'deliver_notifications',
    { notificationIds: [id], requestId: requestId ?? undefined },
    { jobId: `outbox-${id}-${attempts}-after-${afterId}` }
  )
}

/** Of the first mail of a job; `turn` tells wake-ups of the same attempt apart. */
export function deliveryJobId({ notificationId, attempt }: OwedMail, turn = 0): string {
  return `outbox-${notificationId}-${attempt}${turn > 0 ? `-${turn}` : ''}`
}

import logger from '@adonisjs/core/services/logger'
import { wake } from '#services/queue'
import type { OwedMail } from './owe.js'

/** A client's and a host's: a job costs the queue as much as a mail costs to send. */
const MAILS_OF_JOB = 2

/** Call it after the commit; the sweep finds whatever is lost. */
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

/** For where the time must not tell whether there was a mail to send. */
export function wakeUnwaited(owed: OwedMail[], requestId: string | null): void {
  void wakeDeliveries(owed, requestId).catch((error: unknown) => {
    logger.warn({ err: error }, 'A mail waits for the sweep')
  })
}

/** For one that waited while another to the same recipient was under way. */
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

/** For one that is due again before the sweep comes round. */
export async function wakeLater(
  { notificationId, attempt }: OwedMail,
  seconds: number,
  requestId: string | null
): Promise<void> {
  await wake(
    'deliver_notifications',
    { notificationIds: [notificationId], requestId: requestId ?? undefined },
    { jobId: deliveryJobId({ notificationId, attempt }), delayMs: seconds * 1_000 }
  )
}

/** Of a job's first mail; `round` tells wake-ups of the same attempt apart. */
export function deliveryJobId({ notificationId, attempt }: OwedMail, round = 0): string {
  return `outbox-${notificationId}-${attempt}${round > 0 ? `-${round}` : ''}`
}

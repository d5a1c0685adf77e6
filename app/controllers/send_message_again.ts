import type { HttpContext } from '@adonisjs/core/http'
import SendAgain, { type SendAgainOutcome } from '#actions/notifications/send_again'
import { sentAgain } from '#config/limits'
import { judgeOwner, withinBounds } from '#controllers/booking_bounds'
import type Notification from '#models/notifications/notification'
import { consumeLimit } from '#start/limiter'

/** The recipient may be a stranger who never asked for any of it. */
export async function sendMessageAgain(
  { business, by }: Pick<HttpContext, 'business' | 'by'>,
  message: Notification
): Promise<{ done: SendAgainOutcome } | { tooMany: { wait: number } }> {
  const { id, userId, isForClient, booking } = message
  const recipient = userId === null ? `message ${id}` : `user ${userId}`
  const wait = await consumeLimit(sentAgain, recipient)
  if (wait !== null) return { tooMany: { wait } }
  return withinBounds(
    judgeOwner(business, isForClient && booking ? booking.clientEmail : null),
    () => new SendAgain().handle({ businessId: business.id, notificationId: id, by }),
    (outcome) => outcome === 'queued'
  )
}

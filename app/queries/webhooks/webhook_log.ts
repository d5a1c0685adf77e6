import db from '@adonisjs/lucid/services/db'
import Notification from '#models/notifications/notification'
import { sql } from '#transactions'

/** What an endpoint was told, the latest on top. */
export function webhookLog(businessId: number) {
  return Notification.query()
    .select('notifications.*')
    .select(db.raw('webhook_bodies.event as webhook_event'))
    .join('webhook_bodies', 'webhook_bodies.notification_id', 'notifications.id')
    .where({ businessId, channel: 'webhook' })
    .orderBy('notifications.id', 'desc')
}

export interface WebhookAttempt {
  id: number
  sentAt: Date
  tookMs: number
  signature: string
  /** Null where nobody answered. */
  status: number | null
  problem: string | null
  answer: string | null
}

export interface WebhookSent {
  event: string
  body: string
  attempts: WebhookAttempt[]
}

/** What was sent, and how it was answered each time, the latest on top. */
export async function webhookSent(notificationId: number): Promise<WebhookSent> {
  const [row] = await sql<WebhookSent>(
    db.connection(),
    `select event, body, (
       select coalesce(json_agg(json_build_object(
           'id', id, 'sentAt', sent_at, 'tookMs', took_ms, 'signature', signature,
           'status', status, 'problem', problem, 'answer', answer) order by id desc), '[]')
         from webhook_attempts where notification_id = webhook_bodies.notification_id) as attempts
     from webhook_bodies where notification_id = :notificationId`,
    { notificationId }
  )
  const attempts = row.attempts.map((each) => ({ ...each, sentAt: new Date(each.sentAt) }))
  return { ...row, attempts }
}

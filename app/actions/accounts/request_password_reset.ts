import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import type { OwedMail } from '#actions/notifications/owe_notifications'
import { wakeUnwaited } from '#actions/notifications/wake_deliveries'
import { sql } from '#transactions'

/**
 * Owes a mail where the address has an account: the one that proved it, or else the newest. One statement either way, and nobody waits for the
 * queue, so that neither the answer nor its time tells which it was.
 */
export default class RequestPasswordReset {
  async handle({ email, requestId }: { email: string; requestId: string | null }): Promise<void> {
    const owed = await sql<OwedMail>(
      db.connection(),
      `insert into notifications (business_id, user_id, type, channel, dedupe_key, request_id)
       select business_id, user_id, 'password_reset', 'mail', :key, :requestId
       from memberships join users on users.id = memberships.user_id
       where users.email = :email
       order by email_verified_at is null, users.id desc, memberships.id limit 1
       returning id as "notificationId", attempts as attempt`,
      { email, key: `password_reset:${randomUUID()}`, requestId }
    )
    wakeUnwaited(owed, requestId)
  }
}

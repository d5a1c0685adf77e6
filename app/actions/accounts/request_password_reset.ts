import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import type { OwedMail } from '#actions/notifications/owe_notifications'
import { wakeDeliveries } from '#actions/notifications/wake_deliveries'
import { sql } from '#transactions'

/**
 * Owes a mail where the address has an account. One statement either way, and nobody waits for the
 * queue, so that neither the answer nor its time tells which it was.
 */
export default class RequestPasswordReset {
  async handle({ email, requestId }: { email: string; requestId: string | null }): Promise<void> {
    const owed = await sql<OwedMail>(
      db.connection(),
      `insert into notifications (business_id, user_id, type, channel, dedupe_key, request_id)
       select business_id, user_id, 'password_reset', 'mail', :key, :requestId
       from memberships join users on users.id = memberships.user_id
       where users.email = :email order by memberships.id limit 1
       returning id as "notificationId", attempts as attempt`,
      { email, key: `password_reset:${randomUUID()}`, requestId }
    )
    // What is lost here, the sweep finds.
    void wakeDeliveries(owed, requestId).catch((error: unknown) => {
      logger.warn({ err: error }, 'A reset waits for the sweep')
    })
  }
}

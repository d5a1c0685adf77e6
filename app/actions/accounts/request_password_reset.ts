import { randomUUID } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { keyedHash } from '#models/tokens/keyed_hash'
import { type OwedMail, wakeUnwaited } from '#outbox'
import { sql } from '#transactions'

/**
 * One statement writes a row either way and nobody waits for the queue, so neither the answer nor
 * its time tells whether there is an account.
 */
export default class RequestPasswordReset {
  async handle({ email, requestId }: { email: string; requestId: string | null }): Promise<void> {
    const owed = await sql<OwedMail>(
      db.connection(),
      `with asked as (
         insert into sign_in_tries (key) values (:asked)
         on conflict (key) do update set tried_at = clock_timestamp()
       )
       insert into notifications 
         (business_id, subject_type, subject_id, user_id, type, channel, dedupe_key, request_id)
       select business_id, 'user', user_id, user_id, 'password_reset', 'mail', :key, :requestId
       from memberships join users on users.id = memberships.user_id
       where users.email = :email
       order by email_verified_at is null, users.id desc, memberships.id limit 1
       returning id as "notificationId", attempts as attempt`,
      { asked: keyedHash('reset', email), email, key: `password_reset:${randomUUID()}`, requestId }
    )
    wakeUnwaited(owed, requestId)
  }
}

import db from '@adonisjs/lucid/services/db'
import { keyedHash } from '#models/tokens/keyed_hash'
import { OWE_PASSWORD_RESET, type OwedMail, passwordResetParameters, wakeUnwaited } from '#outbox'
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
       ${OWE_PASSWORD_RESET}`,
      { asked: keyedHash('reset', email), ...passwordResetParameters(email, requestId) }
    )
    wakeUnwaited(owed, requestId)
  }
}

import db from '@adonisjs/lucid/services/db'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'

export const RESET_MINUTES = 60

/** Made when its mail goes out, for one use; only a hash of it stays here. */
export async function issuePasswordReset(userId: number): Promise<string> {
  const token = newSecretToken()
  await db.table('password_resets').insert({
    user_id: userId,
    token_hash: hashOfToken(token),
    expires_at: db.raw(`now() + interval '${RESET_MINUTES} minutes'`),
  })
  return token
}

import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import Invitation from '#models/accounts/invitation'
import { hashOfToken } from '#models/tokens/secret_token'

/** The invitation that a token opens, be it over or not; null where there is none. */
export async function findInvitation(
  token: string,
  client?: QueryClient
): Promise<Invitation | null> {
  return Invitation.query({ client })
    .whereIn('id', (tokens) =>
      tokens
        .from('invitation_tokens')
        .where('token_hash', hashOfToken(token))
        .select('invitation_id')
    )
    .first()
}

import db from '@adonisjs/lucid/services/db'
import { hashOfToken } from '#models/tokens/secret_token'

export async function isPortalLinkOpen(token: string): Promise<boolean> {
  const row = await db
    .from('portal_links')
    .where('token_hash', hashOfToken(token))
    .whereNull('spent_at')
    .whereRaw('expires_at > now()')
    .first()
  return Boolean(row)
}

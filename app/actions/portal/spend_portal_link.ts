import db from '@adonisjs/lucid/services/db'
import { hashOfToken } from '#models/tokens/secret_token'
import { sql } from '#transactions'

/** Whose link it was: whoever has it reads what is sent to that address. Null once it is spent or too old. */
export default class SpendPortalLink {
  /** One statement, so that of several at once one wins. */
  async handle({ token }: { token: string }): Promise<string | null> {
    const [spent] = await sql<{ email: string }>(
      db.connection(),
      `update portal_links set spent_at = now()
       where token_hash = :hash and spent_at is null and expires_at > now()
       returning email`,
      { hash: hashOfToken(token) }
    )
    return spent?.email ?? null
  }
}

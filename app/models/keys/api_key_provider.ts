import { symbols } from '@adonisjs/auth'
import type { AccessToken } from '@adonisjs/auth/access_tokens'
import type { AccessTokensUserProviderContract } from '@adonisjs/auth/types/access_tokens'
import type { Secret } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import type Membership from '#models/accounts/membership'
import ApiKey, { KEY_IS_GOOD, readKey } from '#models/keys/api_key'

/** A row is written no more often than this. */
const USED_EVERY = `interval '1 minute'`

/** A key acts as the member that it belongs to. One for each request, which finds them once. */
export class ApiKeyProvider implements AccessTokensUserProviderContract<Membership> {
  declare [symbols.PROVIDER_REAL_USER]: Membership
  private member: Membership | null = null

  async createUserForGuard(membership: Membership) {
    return { getId: () => membership.id, getOriginal: () => membership }
  }

  async findById(id: string | number | bigint) {
    return this.member?.id === id ? this.createUserForGuard(this.member) : null
  }

  async verifyToken(value: Secret<string>): Promise<AccessToken | null> {
    const read = readKey(value.release())
    if (!read) return null
    const key = await ApiKey.query()
      .select('*')
      .select(
        db.raw(`(last_used_at is null or last_used_at < now() - ${USED_EVERY}) as is_used_anew`)
      )
      .where('id', read.id)
      .whereRaw(KEY_IS_GOOD)
      .preload('membership', (membership) =>
        membership.preload('business', (business) => business.preload('settings'))
      )
      .first()
    if (!key?.membership || !key.token.verify(read.secret)) return null
    if (key.$extras.is_used_anew) await this.use(key)
    this.member = key.membership
    return key.token
  }

  /** Keys are made and revoked by actions, which write the history. */
  createToken(): never {
    throw new Error('Keys are made by CreateKey')
  }

  invalidateToken(): never {
    throw new Error('Keys are revoked by RevokeKey')
  }

  private async use({ id }: ApiKey): Promise<void> {
    await ApiKey.query()
      .where('id', id)
      .update({ last_used_at: db.raw('now()') })
  }
}

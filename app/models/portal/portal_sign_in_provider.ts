import { symbols } from '@adonisjs/auth'
import type { SessionUserProviderContract } from '@adonisjs/auth/types/session'
import db from '@adonisjs/lucid/services/db'
import { stillGood } from '#models/accounts/sign_in'
import { LONGEST_USER_AGENT, SEEN_EVERY } from '#models/accounts/sign_in_provider'
import PortalSignIn from '#models/portal/portal_sign_in'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'

/** Clients have no account: who is signed in is the row itself. */
export class PortalSignInProvider implements SessionUserProviderContract<PortalSignIn> {
  declare [symbols.PROVIDER_REAL_USER]: PortalSignIn

  constructor(private readonly userAgent: string | null) {}

  async createUserForGuard(signIn: PortalSignIn) {
    const token = newSecretToken()
    const userAgent = this.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null
    await signIn.merge({ tokenHash: hashOfToken(token), userAgent }).save()
    return { getId: () => token, getOriginal: () => signIn }
  }

  async findById(token: unknown) {
    if (typeof token !== 'string') return null
    const signIn = await PortalSignIn.query()
      .select('*', db.raw(`last_seen_at < now() - ${SEEN_EVERY} as is_seen_anew`))
      .where('token_hash', hashOfToken(token))
      .whereRaw(stillGood('portal_sign_ins'))
      .first()
    if (!signIn) return null
    if (signIn.$extras.is_seen_anew) await this.see(signIn.id)
    return { getId: () => token, getOriginal: () => signIn }
  }

  private async see(id: number): Promise<void> {
    await PortalSignIn.query()
      .where('id', id)
      .update({ last_seen_at: db.raw('now()') })
  }
}

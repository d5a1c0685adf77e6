import { symbols } from '@adonisjs/auth'
import type { SessionUserProviderContract } from '@adonisjs/auth/types/session'
import db from '@adonisjs/lucid/services/db'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'
import SignIn, { STILL_GOOD } from '#models/accounts/sign_in'
import User from '#models/accounts/user'

export const LONGEST_USER_AGENT = 255

/** A row is written no more often than this. */
export const SEEN_EVERY = `interval '5 minutes'`

/** The HTTP session holds a sign-in's token, no user id, so that we can end the sign-in. */
export class SignInProvider implements SessionUserProviderContract<User> {
  declare [symbols.PROVIDER_REAL_USER]: User

  constructor(private readonly userAgent: string | null) {}

  async createUserForGuard(user: User) {
    const token = newSecretToken()
    const { id } = await SignIn.create({
      userId: user.id,
      businessId: user.worksIn ?? null,
      tokenHash: hashOfToken(token),
      userAgent: this.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
    })
    user.signInId = id
    return { getId: () => token, getOriginal: () => user }
  }

  async findById(token: unknown) {
    if (typeof token !== 'string') return null
    const user = await User.query()
      .join('sign_ins', 'sign_ins.user_id', 'users.id')
      .select('users.*', 'sign_ins.id as sign_in_id', 'sign_ins.business_id as works_in')
      .select(db.raw(`sign_ins.last_seen_at < now() - ${SEEN_EVERY} as is_seen_anew`))
      .where('sign_ins.token_hash', hashOfToken(token))
      .whereRaw(STILL_GOOD)
      .first()
    if (!user) return null
    const { sign_in_id: signInId, works_in: worksIn } = user.$extras
    user.signInId = Number(signInId)
    user.worksIn = worksIn === null ? null : Number(worksIn)
    if (user.$extras.is_seen_anew) await this.see(user.signInId)
    return { getId: () => token, getOriginal: () => user }
  }

  private async see(id: number): Promise<void> {
    await SignIn.query()
      .where('id', id)
      .update({ last_seen_at: db.raw('now()') })
  }
}

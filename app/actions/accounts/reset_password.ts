import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import EndSignIns from '#actions/accounts/end_sign_ins'
import ProveAddress from '#actions/accounts/prove_address'
import { hashOfToken } from '#models/tokens/secret_token'
import User from '#models/accounts/user'
import { oweAccountMail, wakeDeliveries } from '#outbox'
import { inTransaction, sql } from '#transactions'

interface Reset {
  token: string
  password: string
  requestId: string | null
}

/** Reading the account's mail proves its address; every browser is signed out. */
export default class ResetPassword {
  async handle({ token, password, requestId }: Reset): Promise<User | null> {
    const found = await inTransaction(async (trx) => {
      const userId = await spend(trx, token)
      if (userId === null) return null
      const user = await User.findOrFail(userId, { client: trx })
      await user.merge({ password }).save()
      await new EndSignIns().handle({ userId }, trx)
      const data = { passwordBy: 'link' }
      const owed = await oweAccountMail(trx, { userId, requestId, type: 'password_changed', data })
      return { user, owed }
    })
    if (!found) return null
    await new ProveAddress().handle({ user: found.user, requestId })
    await wakeDeliveries(found.owed, requestId)
    return found.user
  }
}

/** One statement, so that of several at once one wins. */
async function spend(trx: Transaction, token: string): Promise<number | null> {
  const [spent] = await sql<{ user_id: string }>(
    trx,
    `update password_resets set spent_at = now()
     where token_hash = :hash and spent_at is null and expires_at > now()
     returning user_id`,
    { hash: hashOfToken(token) }
  )
  return spent ? Number(spent.user_id) : null
}

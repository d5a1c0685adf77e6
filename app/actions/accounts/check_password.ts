import hash from '@adonisjs/core/services/hash'
import type User from '#models/accounts/user'
import { accountsAtAddress, MOST_ACCOUNTS } from '#queries/accounts/accounts_at_address'

interface Checked {
  user: User | null
  tried: User | null
}

/** As many hashes whether there are accounts or not, so that the time does not tell. */
export default class CheckPassword {
  async handle({ email, password }: { email: string; password: string }): Promise<Checked> {
    const accounts = await accountsAtAddress(email)
    const isRight = await Promise.all(
      Array.from({ length: MOST_ACCOUNTS }, (_, place) => matches(accounts.at(place), password))
    )
    return { user: accounts.find((_, place) => isRight[place]) ?? null, tried: accounts[0] ?? null }
  }
}

async function matches(account: User | undefined, password: string): Promise<boolean> {
  if (account) return account.verifyPassword(password)
  await hash.use().make(password)
  return false
}

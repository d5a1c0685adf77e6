import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import AddressChange from '#models/accounts/address_change'
import User from '#models/accounts/user'
import { oweAccountMail, type OwedMail, wakeDeliveries } from '#outbox'
import { inTransaction, lockRowOrFail } from '#transactions'

interface NewAddress {
  userId: number
  email: string
  password: string
  requestId: string | null
}

type Refused = 'wrong_password' | 'same' | 'too_often'

const MOST_A_DAY = 4

/** Nothing changes until whoever reads the new address's mail says so; one wish at a time. */
export default class AskAddressChange {
  async handle(wanted: NewAddress): Promise<'asked' | Refused> {
    const owed = await inTransaction((trx) => this.ask(trx, wanted))
    if (typeof owed === 'string') return owed
    await wakeDeliveries(owed, wanted.requestId)
    return 'asked'
  }

  private async ask(trx: Transaction, wanted: NewAddress): Promise<OwedMail[] | Refused> {
    const { userId, email, password, requestId } = wanted
    const user = await lockRowOrFail(trx, User, { id: userId })
    if (!(await user.verifyPassword(password))) return 'wrong_password'
    if (email.toLowerCase() === user.email.toLowerCase()) return 'same'
    const lately = await AddressChange.query({ client: trx })
      .where({ userId })
      .whereRaw(`created_at > clock_timestamp() - interval '1 day'`)
    if (lately.length >= MOST_A_DAY) return 'too_often'

    await AddressChange.stopOpen(trx, userId)
    const wasProven = user.emailVerifiedAt !== null
    const change = await AddressChange.create(
      { userId, formerEmail: user.email, wasProven, email },
      { client: trx }
    )
    const mail = { userId, requestId, data: { addressChange: change.id } }
    return [
      ...(await oweAccountMail(trx, { ...mail, type: 'address_change' })),
      // Whoever reads an address that nobody proved is told nothing of the account.
      ...(wasProven ? await oweAccountMail(trx, { ...mail, type: 'address_leaving' }) : []),
    ]
  }
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import EndSignIns from '#actions/accounts/end_sign_ins'
import { writeAddress } from '#steps'
import AddressChange from '#models/accounts/address_change'
import { wakeDeliveries, wakeProven } from '#outbox'
import { brokenConstraint, databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Confirmation {
  changeId: number
  requestId: string | null
}

/** It is proven by that; every browser signs in anew, and what waited for the proof goes out. */
export default class ConfirmAddressChange {
  async handle({ changeId, requestId }: Confirmation): Promise<'changed' | 'over' | 'taken'> {
    try {
      const owed = await inTransaction((trx) => this.confirm(trx, { changeId, requestId }))
      if (owed === 'over') return owed
      await wakeDeliveries(owed, requestId)
      return 'changed'
    } catch (error) {
      if (brokenConstraint(error) === 'users_proven_email') return 'taken'
      throw error
    }
  }

  private async confirm(trx: Transaction, { changeId, requestId }: Confirmation) {
    const change = await lockRowOrFail(trx, AddressChange, { id: changeId })
    const now = await databaseNow(trx)
    if (!change.isOpen(now)) return 'over' as const
    const { userId, email, formerEmail } = change
    const address = { userId, email, instead: formerEmail, requestId }
    if (!(await writeAddress(trx, address))) return 'over' as const
    await change.merge({ confirmedAt: now }).save()
    await new EndSignIns().handle({ userId }, trx)
    return wakeProven(trx, userId)
  }
}

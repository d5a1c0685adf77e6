import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import EndSignIns from '#actions/accounts/end_sign_ins'
import { writeAddress } from '#steps'
import AddressChange from '#models/accounts/address_change'
import { brokenConstraint, databaseNow, inTransaction, lockRowOrFail } from '#transactions'

interface Stop {
  changeId: number
  requestId: string | null
}

/** By whoever reads the former address: it stays, or comes back, and everybody is signed out. */
export default class StopAddressChange {
  async handle(stop: Stop): Promise<'stopped' | 'over'> {
    try {
      return await inTransaction((trx) => this.stop(trx, stop))
    } catch (error) {
      if (brokenConstraint(error) === 'users_proven_email') return 'over'
      throw error
    }
  }

  private async stop(trx: Transaction, { changeId, requestId }: Stop) {
    const change = await lockRowOrFail(trx, AddressChange, { id: changeId })
    const now = await databaseNow(trx)
    if (!change.canBeStopped(now)) return 'over'
    const { userId, formerEmail } = change
    await change.merge({ stoppedAt: now }).save()
    await new EndSignIns().handle({ userId }, trx)
    if (change.confirmedAt === null) return 'stopped'
    await AddressChange.stopOpen(trx, userId)
    await writeAddress(trx, { userId, email: formerEmail, instead: null, requestId })
    return 'stopped'
  }
}

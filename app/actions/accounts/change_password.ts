import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import EndSignIns from '#actions/accounts/end_sign_ins'
import User from '#models/accounts/user'
import { oweAccountMail, wakeDeliveries } from '#outbox'
import { inTransaction, lockRowOrFail } from '#transactions'

interface PasswordChange {
  userId: number
  current: string
  password: string
  requestId: string | null
}

export default class ChangePassword {
  async handle(change: PasswordChange): Promise<'changed' | 'wrong_password'> {
    const owed = await inTransaction((trx) => this.change(trx, change))
    if (owed === 'wrong_password') return owed
    await wakeDeliveries(owed, change.requestId)
    return 'changed'
  }

  private async change(trx: Transaction, { userId, current, password, requestId }: PasswordChange) {
    const user = await lockRowOrFail(trx, User, { id: userId })
    if (!(await user.verifyPassword(current))) return 'wrong_password' as const
    await user.merge({ password }).save()
    await new EndSignIns().handle({ userId }, trx)
    return oweAccountMail(trx, {
      ...{ userId, requestId },
      ...{ type: 'password_changed', data: { passwordBy: 'form' } },
    })
  }
}

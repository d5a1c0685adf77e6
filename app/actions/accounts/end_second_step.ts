import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import SecondStep from '#models/accounts/second_step'
import User from '#models/accounts/user'
import { oweAccountMail, wakeDeliveries } from '#outbox'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Ending {
  userId: number
  password: string
  requestId: string | null
}

/** Its recovery codes go with it. */
export default class EndSecondStep {
  async handle(ending: Ending): Promise<'ended' | 'wrong_password'> {
    const owed = await inTransaction((trx) => this.end(trx, ending))
    if (owed === 'wrong_password') return owed
    await wakeDeliveries(owed, ending.requestId)
    return 'ended'
  }

  private async end(trx: Transaction, { userId, password, requestId }: Ending) {
    const user = await lockRowOrFail(trx, User, { id: userId })
    if (!(await user.verifyPassword(password))) return 'wrong_password' as const
    const step = await SecondStep.find(userId, { client: trx })
    await step?.delete()
    if (!step?.confirmedAt) return []
    return oweAccountMail(trx, {
      ...{ userId, requestId },
      ...{ type: 'second_step_changed', data: { change: 'off' } },
    })
  }
}

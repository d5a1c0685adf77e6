import { writeRecoveryCodes } from '#steps'
import SecondStep from '#models/accounts/second_step'
import User from '#models/accounts/user'
import { oweAccountMail, wakeDeliveries } from '#outbox'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Renewal {
  userId: number
  password: string
  requestId: string | null
}

export type Renewed = { recoveryCodes: string[] } | 'wrong_password' | 'off'

/** Those before work no more. */
export default class RenewRecoveryCodes {
  async handle({ userId, password, requestId }: Renewal): Promise<Renewed> {
    const renewed = await inTransaction(async (trx) => {
      const user = await lockRowOrFail(trx, User, { id: userId })
      if (!(await user.verifyPassword(password))) return 'wrong_password'
      const step = await SecondStep.find(userId, { client: trx })
      if (!step?.confirmedAt) return 'off'
      const recoveryCodes = await writeRecoveryCodes(trx, userId)
      const owed = await oweAccountMail(trx, {
        ...{ userId, requestId },
        ...{ type: 'second_step_changed', data: { change: 'renewed' } },
      })
      return { recoveryCodes, owed }
    })
    if (typeof renewed === 'string') return renewed
    await wakeDeliveries(renewed.owed, requestId)
    return { recoveryCodes: renewed.recoveryCodes }
  }
}

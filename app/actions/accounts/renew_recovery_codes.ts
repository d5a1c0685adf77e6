import { writeRecoveryCodes } from '#diary'
import SecondStep from '#models/accounts/second_step'
import User from '#models/accounts/user'
import { inTransaction } from '#transactions'

interface Renewal {
  userId: number
  password: string
}

export type Renewed = { recoveryCodes: string[] } | 'wrong_password' | 'off'

/** Those before work no more. */
export default class RenewRecoveryCodes {
  handle({ userId, password }: Renewal): Promise<Renewed> {
    return inTransaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      if (!(await user.verifyPassword(password))) return 'wrong_password'
      const step = await SecondStep.find(userId, { client: trx })
      if (!step?.confirmedAt) return 'off'
      return { recoveryCodes: await writeRecoveryCodes(trx, userId) }
    })
  }
}

import SecondStep from '#models/accounts/second_step'
import User from '#models/accounts/user'
import { newCodeSecret } from '#models/tokens/one_time_code'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Start {
  userId: number
  password: string
}

/** Asks for nothing until a code of it has been shown. */
export default class StartSecondStep {
  handle({ userId, password }: Start): Promise<'started' | 'wrong_password' | 'on'> {
    return inTransaction(async (trx) => {
      const user = await lockRowOrFail(trx, User, { id: userId })
      if (!(await user.verifyPassword(password))) return 'wrong_password'
      const known = await SecondStep.find(userId, { client: trx })
      if (known?.confirmedAt) return 'on'
      const secret = SecondStep.sealed(userId, newCodeSecret())
      await SecondStep.updateOrCreate({ userId }, { secret, lastStep: 0 }, { client: trx })
      return 'started'
    })
  }
}

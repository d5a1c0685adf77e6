import SecondStep from '#models/accounts/second_step'
import User from '#models/accounts/user'
import { inTransaction } from '#transactions'

interface Ending {
  userId: number
  password: string
}

/** Its recovery codes go with it. */
export default class EndSecondStep {
  handle({ userId, password }: Ending): Promise<'ended' | 'wrong_password'> {
    return inTransaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      if (!(await user.verifyPassword(password))) return 'wrong_password'
      await SecondStep.query({ client: trx }).where({ userId }).delete()
      return 'ended'
    })
  }
}

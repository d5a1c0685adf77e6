import EndSignIns from '#actions/accounts/end_sign_ins'
import User from '#models/accounts/user'
import { inTransaction, lockRowOrFail } from '#transactions'

interface PasswordChange {
  userId: number
  current: string
  password: string
}

export default class ChangePassword {
  handle(change: PasswordChange): Promise<'changed' | 'wrong_password'> {
    return inTransaction(async (trx) => {
      const user = await lockRowOrFail(trx, User, { id: change.userId })
      if (!(await user.verifyPassword(change.current))) return 'wrong_password'
      await user.merge({ password: change.password }).save()
      await new EndSignIns().handle({ userId: user.id }, trx)
      return 'changed'
    })
  }
}

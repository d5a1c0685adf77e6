import Membership from '#models/accounts/membership'
import SignIn from '#models/accounts/sign_in'
import { inTransaction } from '#transactions'

interface Choice {
  userId: number
  signInId: number
  businessId: number
}

/** What this sign-in works in from now on; others of the same user stay where they are. */
export default class ChooseBusiness {
  handle({ userId, signInId, businessId }: Choice): Promise<Membership | null> {
    return inTransaction(async (trx) => {
      const membership = await Membership.query({ client: trx })
        .where({ userId, businessId })
        .preload('business')
        .first()
      if (!membership) return null
      await SignIn.query({ client: trx }).where({ id: signInId, userId }).update({ businessId })
      return membership
    })
  }
}

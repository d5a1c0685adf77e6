import User, { type AccountDetails } from '#models/accounts/user'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Change {
  userId: number
  details: AccountDetails
  /** `versionOf` the details that the form was made from; null saves anyway. */
  version: string | null
}

export default class ChangeAccountDetails {
  handle({ userId, details, version }: Change): Promise<'saved' | 'stale'> {
    return inTransaction(async (trx) => {
      const user = await lockRowOrFail(trx, User, { id: userId })
      const isStale = isChangedSince(version, { ...user.details })
      user.merge(details)
      if (!user.$isDirty) return 'saved'
      if (isStale) return 'stale'
      await user.save()
      return 'saved'
    })
  }
}

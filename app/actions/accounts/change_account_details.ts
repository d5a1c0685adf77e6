import User, { type AccountDetails } from '#models/accounts/user'
import { isChangedSince } from '#models/version'
import { inTransaction } from '#transactions'

interface Change {
  userId: number
  details: AccountDetails
  /** `versionOf` the details that the form was made from; null saves anyway. */
  version: string | null
}

export default class ChangeAccountDetails {
  handle({ userId, details, version }: Change): Promise<'saved' | 'stale'> {
    return inTransaction(async (trx) => {
      const user = await User.query({ client: trx }).where('id', userId).forUpdate().firstOrFail()
      const isStale = isChangedSince(version, { ...user.details })
      user.merge(details)
      if (!user.$isDirty) return 'saved'
      if (isStale) return 'stale'
      await user.save()
      return 'saved'
    })
  }
}

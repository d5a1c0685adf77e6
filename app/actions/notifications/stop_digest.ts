import { changeSettings } from '#steps'
import { changesOf } from '#history'
import Membership from '#models/accounts/membership'
import type { By } from '#models/by'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Stopped {
  businessId: number
  userId: number
  by: By
}

/** Somebody wants no more of the day in short, by the link in it. Safe to repeat. */
export default class StopDigest {
  handle({ businessId, userId, by }: Stopped) {
    return inTransaction(async (trx) => {
      const member = await lockRowOrFail(trx, Membership, { businessId, userId })
      return changeSettings(
        trx,
        { businessId, by, version: null },
        {
          row: member,
          shown: [],
          change: () => changesOf(member.merge({ getsDigest: false })),
          action: 'member.messages_chosen',
          subjectType: 'user',
          subjectId: userId,
        }
      )
    })
  }
}

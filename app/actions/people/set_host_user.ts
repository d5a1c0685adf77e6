import { changeSettings } from '#steps'
import { changesOf, contentBefore } from '#history'
import Membership from '#models/accounts/membership'
import Host from '#models/availability/host'
import type { By } from '#models/by'
import { inTransaction, lockRowOrFail } from '#transactions'

interface HostUser {
  businessId: number
  hostId: number
  /** A member of the business; null for nobody. */
  userId: number | null
  /** `versionOf` the user that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

/** Whose own calendar it is: they decide about it, and are told what happens in it. */
export default class SetHostUser {
  handle(set: HostUser): Promise<'saved' | 'stale' | 'no_member'> {
    const { businessId, hostId: id, userId } = set
    return inTransaction(async (trx) => {
      const host = await lockRowOrFail(trx, Host, { businessId, id })
      return changeSettings<'no_member'>(trx, set, {
        row: host,
        shown: [host.userId],
        change: () => changesOf(host.merge({ userId })),
        refuse: async () => {
          if (userId === null) return null
          const member = await Membership.query({ client: trx })
            .where({ businessId, userId })
            .first()
          return member ? null : 'no_member'
        },
        action: 'host.user_set',
        subjectType: 'host',
        before: contentBefore(host),
      })
    })
  }
}

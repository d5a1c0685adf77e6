import { changesOf, contentBefore, recordSettingsChange } from '#history'
import Membership from '#models/accounts/membership'
import Host from '#models/availability/host'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import { inTransaction } from '#transactions'

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
    const { businessId, hostId, userId, version, by } = set
    return inTransaction(async (trx) => {
      const host = await Host.query({ client: trx })
        .where({ businessId, id: hostId })
        .forUpdate()
        .firstOrFail()
      if (host.userId === userId) return 'saved'
      if (isChangedSince(version, host.userId)) return 'stale'
      const member = await Membership.query({ client: trx })
        .where({ businessId, userId: userId ?? 0 })
        .first()
      if (userId !== null && !member) return 'no_member'

      host.merge({ userId })
      const changes = changesOf(host)
      const before = contentBefore(host)
      await host.save()
      await recordSettingsChange(trx, {
        businessId,
        action: 'host.user_set',
        subjectType: 'host',
        subjectId: hostId,
        changes,
        before,
        by,
      })
      return 'saved'
    })
  }
}

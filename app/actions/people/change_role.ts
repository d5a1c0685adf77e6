import { changesOf, recordSettingsChange } from '#history'
import Membership, { type Role } from '#models/accounts/membership'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { isChangedSince } from '#models/version'
import { isLastOwner } from '#queries/people/last_owner'
import { inTransaction } from '#transactions'

interface RoleChange {
  businessId: number
  memberId: number
  role: Role
  /** `versionOf` the role that the form was made from; null saves anyway. */
  version: string | null
  by: By
}

export default class ChangeRole {
  handle(change: RoleChange): Promise<'saved' | 'stale' | 'last_owner'> {
    const { businessId, memberId: id, role, version, by } = change
    return inTransaction(async (trx) => {
      // Two owners who step down at once would leave the business to nobody.
      await Business.query({ client: trx }).where('id', businessId).forUpdate().firstOrFail()
      const member = await Membership.query({ client: trx }).where({ businessId, id }).firstOrFail()
      if (member.role === role) return 'saved'
      if (isChangedSince(version, member.role)) return 'stale'
      if (await isLastOwner(trx, member)) return 'last_owner'

      member.merge({ role })
      const changes = changesOf(member)
      await member.save()
      await recordSettingsChange(trx, {
        ...{ businessId, by, action: 'member.role_changed' },
        ...{ subjectType: 'user', subjectId: member.userId, changes },
      })
      return 'saved'
    })
  }
}

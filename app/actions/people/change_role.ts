import { changeSettings } from '#steps'
import { changesOf } from '#history'
import Membership, { type Role } from '#models/accounts/membership'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { isLastOwner } from '#queries/people/last_owner'
import { inTransaction, lockRowOrFail } from '#transactions'

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
    const { businessId, memberId: id, role } = change
    return inTransaction(async (trx) => {
      // Two owners who step down at once would leave the business to nobody.
      await lockRowOrFail(trx, Business, { id: businessId })
      const member = await Membership.query({ client: trx }).where({ businessId, id }).firstOrFail()
      const former = { id, businessId, role: member.role }
      return changeSettings<'last_owner'>(trx, change, {
        row: member,
        shown: [member.role],
        change: () => changesOf(member.merge({ role })),
        refuse: async () => ((await isLastOwner(trx, former)) ? 'last_owner' : null),
        action: 'member.role_changed',
        subjectType: 'user',
        subjectId: member.userId,
        before: { role: former.role },
      })
    })
  }
}

import { recordAudit } from '#history'
import Membership from '#models/accounts/membership'
import Host from '#models/availability/host'
import ApiKey from '#models/keys/api_key'
import type { By } from '#models/by'
import Business from '#models/settings/business'
import { isLastOwner } from '#queries/people/last_owner'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Removal {
  businessId: number
  memberId: number
  /** Whether nobody can book their time any more; else it stays on offer without them. */
  endsBookings: boolean
  by: By
}

/** The account is theirs and stays; from the next request on it opens nothing of this business. */
export default class RemoveMember {
  handle({ businessId, memberId: id, endsBookings, by }: Removal) {
    return inTransaction(async (trx): Promise<'removed' | 'last_owner'> => {
      await lockRowOrFail(trx, Business, { id: businessId })
      const member = await Membership.query({ client: trx }).where({ businessId, id }).firstOrFail()
      if (await isLastOwner(trx, member)) return 'last_owner'

      const { userId } = member
      const hosts = await Host.query({ client: trx }).where({ businessId, userId }).forUpdate()
      for (const host of hosts) {
        await host.merge({ userId: null, ...(endsBookings && { isActive: false }) }).save()
      }
      await ApiKey.query({ client: trx })
        .where({ membershipId: id })
        .whereNull('revoked_at')
        .update({ revoked_at: trx.raw('clock_timestamp()') })
      await member.delete()
      await recordAudit(trx, {
        ...{ businessId, by, action: 'member.removed', subjectType: 'user', subjectId: userId },
        changes: { hosts: hosts.map((host) => host.id), endsBookings: { to: endsBookings } },
      })
      return 'removed'
    })
  }
}

import { changesOf, recordSettingsChange } from '#history'
import Membership from '#models/accounts/membership'
import type { By } from '#models/by'
import { isChangedSince } from '#models/version'
import { type Mute, mutedEvents, muteName } from '#queries/notifications/muted_events'
import { inTransaction } from '#transactions'

interface Chosen {
  businessId: number
  userId: number
  /** What was asked about; the rest stays as it is. */
  asked: readonly Mute[]
  muted: readonly Mute[]
  getsDigest: boolean
  /** `versionOf` the names of what was muted, and the digest, when the form was made. */
  version: string | null
  by: By
}

/** What a member of a business is told of, on which channel. It holds for what happens from now on. */
export default class ChooseMessages {
  handle(chosen: Chosen): Promise<'saved' | 'stale'> {
    const { businessId, userId, asked, muted, getsDigest, version, by } = chosen
    const member = { businessId, userId }
    const row = { business_id: businessId, user_id: userId }
    return inTransaction(async (trx) => {
      const membership = await Membership.query({ client: trx })
        .where(member)
        .forUpdate()
        .firstOrFail()
      const gotDigest = membership.getsDigest
      const from = await mutedEvents(member, trx)
      const askedNames = new Set(asked.map(muteName))
      const mutedNames = new Set(muted.map(muteName))
      const kept = from.filter((mute) => !askedNames.has(muteName(mute)))
      const names = (mutes: readonly Mute[]) => mutes.map(muteName).toSorted()
      const to = [...kept, ...asked.filter((mute) => mutedNames.has(muteName(mute)))]
      const isSame = names(from).join() === names(to).join()
      if (isSame && getsDigest === gotDigest) return 'saved'
      if (isChangedSince(version, names(from), gotDigest)) return 'stale'

      const changes = changesOf(membership.merge({ getsDigest }))
      await membership.save()
      await trx.from('muted_events').where(row).delete()
      if (to.length > 0) {
        await trx
          .table('muted_events')
          .multiInsert(to.map(({ event, channel }) => ({ ...row, event, channel })))
      }
      await recordSettingsChange(trx, {
        businessId,
        action: 'member.messages_chosen',
        subjectType: 'user',
        subjectId: userId,
        changes: {
          ...(!isSame && { muted: { from: names(from), to: names(to) } }),
          ...changes,
        },
        by,
      })
      return 'saved'
    })
  }
}

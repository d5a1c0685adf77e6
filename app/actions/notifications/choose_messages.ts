import { recordSettingsChange } from '#history'
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
  /** `versionOf` the names of what was muted when the form was made. */
  version: string | null
  by: By
}

/** What a member of a business is told of, on which channel. It holds for what happens from now on. */
export default class ChooseMessages {
  handle({ businessId, userId, asked, muted, version, by }: Chosen): Promise<'saved' | 'stale'> {
    const member = { businessId, userId }
    const row = { business_id: businessId, user_id: userId }
    return inTransaction(async (trx) => {
      await trx.from('memberships').where(row).select('id').forUpdate()
      const from = await mutedEvents(member, trx)
      const askedNames = new Set(asked.map(muteName))
      const mutedNames = new Set(muted.map(muteName))
      const kept = from.filter((mute) => !askedNames.has(muteName(mute)))
      const names = (mutes: readonly Mute[]) => mutes.map(muteName).toSorted()
      const to = [...kept, ...asked.filter((mute) => mutedNames.has(muteName(mute)))]
      if (names(from).join() === names(to).join()) return 'saved'
      if (isChangedSince(version, names(from))) return 'stale'

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
        changes: { muted: { from: names(from), to: names(to) } },
        by,
      })
      return 'saved'
    })
  }
}

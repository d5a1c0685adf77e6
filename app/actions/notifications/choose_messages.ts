import { changeSettings } from '#steps'
import { changesOf } from '#history'
import Membership from '#models/accounts/membership'
import type { By } from '#models/by'
import { type Mute, mutedEvents, muteName } from '#queries/notifications/muted_events'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Chosen {
  businessId: number
  userId: number
  /** What was asked about; the rest stays as it is. */
  offered: readonly Mute[]
  muted: readonly Mute[]
  getsDigest: boolean
  /** `versionOf` the names of what was muted, and the digest, when the form was made. */
  version: string | null
  by: By
}

/** What a member of a business is told of, on which channel. It holds for what happens from now on. */
export default class ChooseMessages {
  handle(chosen: Chosen): Promise<'saved' | 'stale'> {
    const { businessId, userId, offered, getsDigest } = chosen
    const row = { business_id: businessId, user_id: userId }
    return inTransaction(async (trx) => {
      const member = await lockRowOrFail(trx, Membership, { businessId, userId })
      const from = await mutedEvents({ businessId, userId }, trx)
      const offeredNames = new Set(offered.map(muteName))
      const mutedNames = new Set(chosen.muted.map(muteName))
      const kept = from.filter((mute) => !offeredNames.has(muteName(mute)))
      const to = [...kept, ...offered.filter((mute) => mutedNames.has(muteName(mute)))]
      const muted = { from: names(from), to: names(to) }
      return changeSettings(trx, chosen, {
        row: member,
        shown: [muted.from, member.getsDigest],
        change: () => ({ muted, ...changesOf(member.merge({ getsDigest })) }),
        write: async () => {
          await member.save()
          await trx.from('muted_events').where(row).delete()
          if (to.length === 0) return
          const rows = to.map(({ event, channel }) => ({ ...row, event, channel }))
          await trx.table('muted_events').multiInsert(rows)
        },
        action: 'member.messages_chosen',
        subjectType: 'user',
        subjectId: userId,
      })
    })
  }
}

function names(mutes: readonly Mute[]): string[] {
  return mutes.map(muteName).toSorted()
}

import TakeInOutsideBooking from '#actions/outside/take_in_outside_booking'
import { recordAudit } from '#history'
import type { By } from '#models/by'
import OutsideBooking from '#models/outside/outside_booking'
import { isChangedSince } from '#models/version'
import { inTransaction, lockRowOrFail } from '#transactions'

interface Settling {
  businessId: number
  bridgeId: number
  outsideId: number
  /** Tries once more, both ways, or leaves it as it is. */
  how: 'again' | 'aside'
  version: string
  by: By
}

export type SettlingOutcome = 'settled' | 'kept' | 'stale'

export default class SettleOutsideBooking {
  async handle({ businessId, bridgeId, outsideId, how, version, by }: Settling) {
    const changed = await inTransaction(async (trx) => {
      const row = await lockRowOrFail(trx, OutsideBooking, { businessId, id: outsideId })
      if (isChangedSince(version, ...row.shown)) return 'stale' as const
      const state = row.state === 'kept' ? 'wanted' : row.state
      // But for who comes it stands here as there.
      const isClient = row.problem === 'client_changed'
      const aside = isClient ? ('settled' as const) : ('put_aside' as const)
      await row
        .merge({
          state: how === 'aside' ? aside : state,
          ...(how === 'aside' && isClient && { toldAnew: [] }),
          ...{ problem: how === 'aside' && !isClient ? row.problem : null, pushProblem: null },
          ...{ attempts: 0, nextAttemptAt: null },
        })
        .save()
      const action = how === 'aside' ? 'booking_put_aside' : 'booking_tried'
      await recordAudit(trx, {
        ...{ businessId, by, action: `calcom_bridge.${action}` },
        ...{ subjectType: 'calcom_bridge', subjectId: bridgeId },
      })
      return 'changed' as const
    })
    if (changed === 'stale') return changed
    if (how === 'aside') return 'settled' as const
    const result = await new TakeInOutsideBooking().handle({ outsideId })
    return result?.state === 'kept' ? ('kept' as const) : ('settled' as const)
  }
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { unlessTaken } from '#claims'
import { openSession, readyToPlan } from '#steps'
import { recordSessionChange } from '#history'
import type { By } from '#models/by'
import type GroupSession from '#models/sessions/group_session'
import { closedHosts, type NotWorking } from '#queries/availability/closed_hosts'
import { retryingTransaction } from '#transactions'

export interface SessionPlan {
  businessId: number
  serviceId: number
  hostId: number
  startsAt: DateTime
  durationMinutes: number
  capacity: number
  bookingDeadlineHours: number
  isClosedSeen?: boolean
  by: By
}

export type PlanOutcome =
  | { outcome: 'planned'; session: GroupSession }
  | ({ outcome: 'closed' } & NotWorking)
  | { outcome: 'not_found' | 'not_shared' | 'past' | 'taken' | 'busy' }

/** Opening hours do not bind the owner, but the hosts' time has to be free. */
export default class PlanSession {
  async handle(plan: SessionPlan): Promise<PlanOutcome> {
    const planned = await unlessTaken(
      () => retryingTransaction((trx) => this.transact(trx, plan)),
      () => ({ outcome: 'taken' as const })
    )
    return planned ?? { outcome: 'busy' }
  }

  private async transact(trx: Transaction, plan: SessionPlan): Promise<PlanOutcome> {
    const { businessId, serviceId, hostId, startsAt, durationMinutes, by } = plan
    const ready = await readyToPlan(trx, plan)
    if (typeof ready === 'string') return { outcome: ready }
    if (startsAt <= ready.now) return { outcome: 'past' }
    if (!plan.isClosedSeen) {
      const start = startsAt.toMillis()
      const closed = await closedHosts(trx, { ...ready, durationMinutes, starts: [start] })
      const whose = closed.get(start)
      if (whose) return { outcome: 'closed', ...whose }
    }

    const session = await openSession(trx, {
      businessId,
      serviceId,
      hostId,
      claimedHostIds: ready.hostIds,
      startsAt,
      endsAt: startsAt.plus({ minutes: durationMinutes }),
      rules: ready.rules,
      capacity: plan.capacity,
      bookingDeadlineHours: plan.bookingDeadlineHours,
      isPlanned: true,
    })
    const sessionId = session.id
    await recordSessionChange(trx, { businessId, sessionId, action: 'planned', by })
    return { outcome: 'planned', session }
  }
}

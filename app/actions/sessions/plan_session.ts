import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { lockHosts } from '#actions/bookings/host_locks'
import { databaseNow } from '#actions/bookings/lock_booking'
import { retryingTransaction, sqlState } from '#actions/retrying_transaction'
import { openSession } from '#actions/sessions/open_session'
import { recordSessionChange } from '#actions/sessions/record_session_change'
import Business from '#models/business'
import type GroupSession from '#models/group_session'
import Service from '#models/service'
import { serviceRules } from '#queries/service_rules'
import { rulesOf } from '#scheduling/effective_rules'

export interface SessionPlan {
  businessId: number
  serviceId: number
  hostId: number
  startsAt: DateTime
  durationMinutes: number
  capacity: number
  bookingDeadlineHours: number
  seriesId?: number | null
  seriesDate?: string | null
  /** null when a job does it. */
  userId: number | null
  requestId: string | null
}

export type PlanOutcome =
  | { outcome: 'planned'; session: GroupSession }
  | { outcome: 'not_found' | 'not_shared' | 'past' | 'taken' | 'planned_before' | 'busy' }

/** The owner plans a session: whatever the opening hours say, as long as its hosts' time is free. */
export default class PlanSession {
  async handle(plan: SessionPlan): Promise<PlanOutcome> {
    try {
      return (await retryingTransaction((trx) => this.transact(trx, plan))) ?? { outcome: 'busy' }
    } catch (error) {
      if (sqlState(error) === '23P01') return { outcome: 'taken' }
      if (sqlState(error) === '23505') return { outcome: 'planned_before' }
      throw error
    }
  }

  private async transact(trx: Transaction, plan: SessionPlan): Promise<PlanOutcome> {
    const { businessId, serviceId, hostId, startsAt, durationMinutes, userId, requestId } = plan
    const business = await Business.query({ client: trx })
      .where('id', businessId)
      .preload('settings')
      .firstOrFail()
    const service = await Service.query({ client: trx })
      .where({ businessId, id: serviceId })
      .preload('hosts')
      .first()
    const hostIds = service?.hosts.map(({ id }) => id) ?? []
    if (!service || !hostIds.includes(hostId)) return { outcome: 'not_found' }
    if (!service.isShared) return { outcome: 'not_shared' }

    const isCollective = service.hostMode === 'collective'
    await lockHosts(trx, service, isCollective ? null : hostId)
    const now = await databaseNow(trx)
    if (startsAt <= now) return { outcome: 'past' }
    await trx
      .from('claims')
      .whereIn('host_id', isCollective ? hostIds : [hostId])
      .whereNull('released_at')
      .where('expires_at', '<=', now.toJSDate())
      .update({ released_at: now.toJSDate() })

    const { bufferBeforeMinutes, bufferAfterMinutes } = rulesOf(serviceRules(service, business))
    const session = await openSession(trx, {
      businessId,
      serviceId,
      hostId,
      claimedHostIds: isCollective ? hostIds : [hostId],
      startsAt,
      endsAt: startsAt.plus({ minutes: durationMinutes }),
      bufferBeforeMinutes,
      bufferAfterMinutes,
      capacity: plan.capacity,
      bookingDeadlineHours: plan.bookingDeadlineHours,
      isPlanned: true,
      seriesId: plan.seriesId ?? null,
      seriesDate: plan.seriesDate ?? null,
    })
    const sessionId = session.id
    await recordSessionChange(trx, { businessId, sessionId, action: 'planned', userId, requestId })
    return { outcome: 'planned', session }
  }
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { giveClaim, lockHosts, lockSession, releaseExpiredOfHosts, unlessTaken } from '#claims'
import { handOver, lockCompany, lockWaitingFor, offerFreedPlaces } from '#steps'
import { recordSessionChange } from '#history'
import MoveRequest from '#models/bookings/move_request'
import type { By } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import Service from '#models/services/service'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { deliverAfter, type OwedMail, type Owing, planReminders } from '#outbox'
import type { Concerned } from '#queries/sessions/session_list'
import { sessionStandIns } from '#queries/sessions/session_stand_ins'
import { databaseNow, retryingTransaction } from '#transactions'

export interface Gift {
  businessId: number
  sessionId: number
  hostId: number
  version?: string
  reason: string | null
  /** Undefined asks first where they have no hours on that date, or blocked time. */
  isClosedSeen?: boolean
  by: By
}

export type GivenSession =
  | ({ outcome: 'given'; session: GroupSession } & Concerned)
  | { outcome: 'closed'; closed: string[]; away: string[] }
  | { outcome: 'unchanged' | 'taken' | 'not_a_stand_in' }
  | { outcome: 'not_possible' | 'not_found' | 'stale' | 'busy' }

/** Whole, with everybody in it. Of a series only this date; who gives the others stays. */
export default class GiveSession {
  async handle(gift: Gift): Promise<GivenSession> {
    const given = await deliverAfter(gift.by, () =>
      unlessTaken(
        () => retryingTransaction((trx) => this.transact(trx, gift)),
        () => ({ outcome: 'taken' as const })
      )
    )
    return given ?? { outcome: 'busy' }
  }

  private async transact(trx: Transaction, gift: Gift): Promise<Owing<GivenSession>> {
    const { businessId, sessionId, hostId, by } = gift
    const found = await GroupSession.query({ client: trx })
      .where({ businessId, id: sessionId })
      .first()
    if (!found) return { outcome: 'not_found' }
    const service = await Service.findOrFail(found.serviceId, { client: trx })

    await lockHosts(trx, service, null, null, [found.hostId])
    const { inside } = await lockCompany(trx, sessionId, by)
    const waiting = await lockWaitingFor(trx, { column: 'id', id: sessionId })
    const session = await lockSession(trx, sessionId)
    const now = await databaseNow(trx)
    if (!session.canBeChanged(now)) return { outcome: 'not_possible' }
    if (gift.version !== undefined && gift.version !== session.version) return { outcome: 'stale' }
    if (session.hostId !== found.hostId) return { outcome: 'stale' }
    if (session.hostId === hostId) return { outcome: 'unchanged' }
    session.$setRelated('service', service)
    const refused = await this.refuse(trx, session, { ...gift, now })
    if (refused) return refused

    const { serviceId, startsAt, hostId: formerId } = session
    await releaseExpiredOfHosts(trx, [hostId], now, sessionId)
    await giveClaim(trx, sessionId, { from: formerId, to: hostId })
    await session.merge({ hostId }).save()
    await this.takeAlong(trx, { session, formerId, waiting })

    const owed: OwedMail[] = []
    const giving = { hostId, hostReason: { code: 'reassigned' }, by, reason: gift.reason }
    for (const [index, booking] of inside.entries()) {
      // Who gives it, and gave it, hear of the session once.
      owed.push(...(await handOver(trx, booking, { ...giving, isWithSession: index > 0 })))
      await planReminders(trx, booking, now)
    }
    await recordSessionChange(trx, {
      ...{ businessId, sessionId, by },
      action: 'given',
      changes: { hostId: { from: formerId, to: hostId } },
    })
    owed.push(...(await offerFreedPlaces(trx, { serviceId, startsAt, now, by })))
    return { outcome: 'given', session, roster: inside, waiting, owed }
  }

  private async refuse(
    trx: Transaction,
    session: GroupSession,
    { hostId, now, isClosedSeen }: Gift & { now: DateTime }
  ): Promise<GivenSession | null> {
    const standIns = await sessionStandIns([session], now.toMillis(), trx)
    const standIn = standIns.get(session.id)?.find(({ host }) => host.id === hostId)
    if (!standIn) return { outcome: 'not_a_stand_in' }
    const { host, why } = standIn
    if (why === null) return null
    if (why === 'taken') return { outcome: 'taken' }
    if (isClosedSeen) return null
    const [closed, away] = [why === 'closed', why === 'away'].map((is) => (is ? [host.name] : []))
    return { outcome: 'closed', closed, away }
  }

  /** Who asks to move into it, waits for it or has an offer in it, does so with whoever gives it now. */
  private async takeAlong(
    trx: Transaction,
    {
      session: { id: sessionId, hostId },
      formerId,
      waiting,
    }: { session: GroupSession; formerId: number; waiting: readonly WaitlistEntry[] }
  ): Promise<void> {
    const inIt = { session_id: sessionId }
    await MoveRequest.query({ client: trx })
      .where({ ...inIt, status: 'pending' })
      .update({ host_id: hostId })
    await WaitlistOffer.query({ client: trx })
      .where({ ...inIt, status: 'open' })
      .update({ host_id: hostId })
    for (const entry of waiting) {
      if (entry.hostId === formerId) await entry.merge({ hostId }).save()
    }
  }
}

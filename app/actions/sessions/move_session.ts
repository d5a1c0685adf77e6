import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import {
  claimedHostIds,
  lockHosts,
  lockSession,
  releaseExpiredOfHosts,
  releaseOfferedSeats,
  shiftClaims,
  unlessTaken,
} from '#claims'
import {
  declineMovesInto,
  lockCompany,
  lockWaitingFor,
  moveWaiting,
  offerFreedPlaces,
  recordMove,
} from '#steps'
import { recordSessionChange } from '#history'
import type { By } from '#models/by'
import GroupSession from '#models/sessions/group_session'
import Service from '#models/services/service'
import { deliverAfter, type OwedMail, type Owing } from '#outbox'
import { closedHosts, type NotWorking } from '#queries/availability/closed_hosts'
import type { Concerned } from '#queries/sessions/session_list'
import { databaseNow, retryingTransaction } from '#transactions'

interface Move {
  businessId: number
  sessionId: number
  startsAt: DateTime
  version?: string
  reason: string | null
  /** Undefined asks first where a host has no hours on that date. */
  isClosedSeen?: boolean
  by: By
}

export type SessionMove =
  | ({ outcome: 'moved' } & Concerned)
  | ({ outcome: 'closed' } & NotWorking)
  | { outcome: 'past' | 'unchanged' | 'taken' | 'not_possible' | 'not_found' | 'stale' | 'busy' }

/** Opening hours do not bind the business, but its host has to be free. */
export default class MoveSession {
  async handle(move: Move): Promise<SessionMove> {
    const moved = await deliverAfter(move.by, () =>
      unlessTaken(
        () => retryingTransaction((trx) => this.transact(trx, move)),
        () => ({ outcome: 'taken' as const })
      )
    )
    return moved ?? { outcome: 'busy' }
  }

  private async transact(trx: Transaction, move: Move): Promise<Owing<SessionMove>> {
    const { businessId, sessionId, startsAt, reason, by } = move
    const found = await GroupSession.query({ client: trx })
      .where({ businessId, id: sessionId })
      .first()
    if (!found) return { outcome: 'not_found' }
    const service = await Service.query({ client: trx })
      .where('id', found.serviceId)
      .preload('hosts')
      .firstOrFail()

    await lockHosts(trx, service, service.hostMode === 'collective' ? null : found.hostId)
    const { inside, asking } = await lockCompany(trx, sessionId, by)
    const waiting = await lockWaitingFor(trx, { column: 'id', id: sessionId })
    const session = await lockSession(trx, sessionId)
    const now = await databaseNow(trx)
    if (!session.canBeChanged(now)) return { outcome: 'not_possible' }
    if (move.version !== undefined && move.version !== session.version) return { outcome: 'stale' }
    if (startsAt <= now) return { outcome: 'past' }
    if (+startsAt === +session.startsAt) return { outcome: 'unchanged' }
    if (!move.isClosedSeen) {
      const whose = await this.notWorking(trx, { service, session, startsAt })
      if (whose) return { outcome: 'closed', ...whose }
    }

    const told = { now, by, reason }
    const left = session.startsAt
    const endsAt = startsAt.plus(session.endsAt.diff(left))
    await releaseOfferedSeats(trx, sessionId)
    const hostIds = await claimedHostIds(trx, { id: sessionId, sessionId: null })
    await releaseExpiredOfHosts(trx, hostIds, now, sessionId)
    await shiftClaims(trx, sessionId, startsAt.diff(left).as('seconds'))
    await session.merge({ startsAt, endsAt }).save()

    const owed: OwedMail[] = []
    for (const booking of inside) {
      // The seats belong to the session, so of a booking only its time changes.
      const moving = { place: { startsAt, endsAt }, isWithSession: true, ...told } as const
      owed.push(...(await recordMove(trx, booking, moving)))
    }
    owed.push(...(await declineMovesInto(trx, asking, { sessionId, ...told })))
    await recordSessionChange(trx, {
      ...{ businessId, sessionId, by },
      action: 'moved',
      changes: { startsAt: { from: left.toUTC().toISO(), to: startsAt.toUTC().toISO() } },
    })
    owed.push(...(await moveWaiting(trx, { entries: waiting, session, from: left, now, by })))
    for (const start of [left, startsAt]) {
      const freed = { serviceId: session.serviceId, startsAt: start, now, by }
      owed.push(...(await offerFreedPlaces(trx, freed)))
    }
    return { outcome: 'moved', roster: inside, waiting, owed }
  }

  private async notWorking(
    trx: Transaction,
    { service, session, startsAt }: { service: Service; session: GroupSession; startsAt: DateTime }
  ): Promise<NotWorking | undefined> {
    const start = startsAt.toMillis()
    const durationMinutes = session.endsAt.diff(session.startsAt).as('minutes')
    const wanted = { service, hostIds: [session.hostId], starts: [start], durationMinutes }
    const closed = await closedHosts(trx, wanted)
    return closed.get(start)
  }
}

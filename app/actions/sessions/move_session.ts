import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import {
  claimedHostIds,
  lockHosts,
  lockSession,
  releaseExpiredOfHosts,
  releaseOfferedSeats,
  shiftClaims,
  unlessTaken,
} from '#claims'
import { declineMovesInto, lockCompany, offerFreedPlaces } from '#diary'
import { recordChange, recordSessionChange, timeOf } from '#history'
import type Booking from '#models/bookings/booking'
import GroupSession from '#models/sessions/group_session'
import Service from '#models/services/service'
import { type OwedMail, oweNotifications, planReminders, wakeDeliveries } from '#outbox'
import { closedHosts, type NotWorking } from '#queries/availability/closed_hosts'
import { databaseNow, retryingTransaction } from '#transactions'

interface Move {
  businessId: number
  sessionId: number
  startsAt: DateTime
  version?: string
  reason: string | null
  /** Undefined asks first where a host has no hours on that date. */
  isClosedSeen?: boolean
  userId: number
  requestId: string | null
}

export type SessionMove =
  | { outcome: 'moved'; bookings: number }
  | ({ outcome: 'closed' } & NotWorking)
  | { outcome: 'past' | 'unchanged' | 'taken' | 'not_possible' | 'not_found' | 'stale' | 'busy' }

type Attempt = { result: SessionMove; owed: OwedMail[] }

/** Opening hours do not bind the business, but its host has to be free. */
export default class MoveSession {
  async handle(move: Move): Promise<SessionMove> {
    const attempt = await unlessTaken(
      () => retryingTransaction((trx) => this.transact(trx, move)),
      () => refused('taken')
    )
    if (!attempt) return { outcome: 'busy' }
    await wakeDeliveries(attempt.owed, move.requestId)
    return attempt.result
  }

  private async transact(trx: Transaction, move: Move): Promise<Attempt> {
    const { businessId, sessionId, startsAt, reason, userId, requestId } = move
    const found = await GroupSession.query({ client: trx })
      .where({ businessId, id: sessionId })
      .first()
    if (!found) return refused('not_found')
    const service = await Service.query({ client: trx })
      .where('id', found.serviceId)
      .preload('hosts')
      .firstOrFail()

    await lockHosts(trx, service, service.hostMode === 'collective' ? null : found.hostId)
    const { inside, asking } = await lockCompany(trx, sessionId)
    const session = await lockSession(trx, sessionId)
    const now = await databaseNow(trx)
    if (!session.canBeChanged(now)) return refused('not_possible')
    if (move.version !== undefined && move.version !== session.version) return refused('stale')
    if (startsAt <= now) return refused('past')
    if (+startsAt === +session.startsAt) return refused('unchanged')
    if (!move.isClosedSeen) {
      const whose = await this.notWorking(trx, { service, session, startsAt })
      if (whose) return { result: { outcome: 'closed', ...whose }, owed: [] }
    }

    const told = { now, userId, reason, requestId }
    const left = session.startsAt
    const endsAt = startsAt.plus(session.endsAt.diff(left))
    await releaseOfferedSeats(trx, sessionId)
    const hostIds = await claimedHostIds(trx, { id: sessionId, sessionId: null })
    await releaseExpiredOfHosts(trx, hostIds, now, sessionId)
    await shiftClaims(trx, sessionId, startsAt.diff(left).as('seconds'))
    await session.merge({ startsAt, endsAt }).save()

    const owed: OwedMail[] = []
    for (const booking of inside) {
      owed.push(...(await this.take(trx, booking, { startsAt, endsAt }, told)))
    }
    owed.push(...(await declineMovesInto(trx, asking, { sessionId, ...told })))
    await recordSessionChange(trx, {
      ...{ businessId, sessionId, by: { userId, requestId } },
      action: 'moved',
      changes: { startsAt: { from: left.toUTC().toISO(), to: startsAt.toUTC().toISO() } },
    })
    const freed = { serviceId: session.serviceId, startsAt: left, now, requestId }
    owed.push(...(await offerFreedPlaces(trx, freed)))
    return { result: { outcome: 'moved', bookings: inside.length }, owed }
  }

  private async notWorking(
    trx: Transaction,
    { service, session, startsAt }: { service: Service; session: GroupSession; startsAt: DateTime }
  ): Promise<NotWorking | undefined> {
    const start = startsAt.toMillis()
    const durationMinutes = session.endsAt.diff(session.startsAt).as('minutes')
    const asked = { service, hostIds: [session.hostId], starts: [start], durationMinutes }
    const closed = await closedHosts(trx, asked)
    return closed.get(start)
  }

  /** The seats belong to the session, so of a booking only its time changes. */
  private async take(
    trx: Transaction,
    booking: Booking,
    time: { startsAt: DateTime; endsAt: DateTime },
    told: { now: DateTime; userId: number; reason: string | null; requestId: string | null }
  ): Promise<OwedMail[]> {
    const { now, userId, reason, requestId } = told
    const from = timeOf(booking)
    const expiresAt = booking.expiresAt && DateTime.min(booking.expiresAt, time.startsAt)
    const calendarSequence = booking.calendarSequence + 1
    await booking.merge({ ...time, expiresAt, calendarSequence }).save()
    const { status } = booking
    await recordChange(trx, {
      ...{ booking, from: status, to: status, actor: 'user', userId, reason, requestId },
      details: { kind: 'moved', from, to: timeOf(booking) },
    })
    await planReminders(trx, booking, now)
    return oweNotifications(trx, {
      booking,
      type: status === 'pending' ? 'booking_requested' : 'booking_rescheduled',
      audience: 'calendars',
      exceptUserId: userId,
      requestId,
    })
  }
}

function refused(outcome: Exclude<SessionMove['outcome'], 'moved' | 'closed'>): Attempt {
  return { result: { outcome }, owed: [] }
}

import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import {
  claimedHostIds,
  inBookingTurn,
  lockHosts,
  releaseExpiredClaims,
  unlessOvertaken,
} from '#claims'
import {
  brokenRules,
  closeMoveRequest,
  findMovable,
  fulfilOffer,
  isMovable,
  lockBooking,
  lockWaitingMove,
  requestMove,
  takeNewTime,
  takeUpOffer,
} from '#diary'
import { type OwedMail, wakeDeliveries } from '#outbox'
import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import type Booking from '#models/bookings/booking'
import type MoveRequest from '#models/bookings/move_request'
import { rulesOfLinks } from '#queries/links/link_rules'
import {
  isKnownMover,
  moveAlternatives,
  type Mover,
  moveQuestion,
  onlyAsks,
} from '#queries/bookings/move_question'
import { findSlots } from '#scheduling/slots/slots'
import type { Instant, Slot } from '#scheduling/types'
import { databaseNow, keyedRequest, oncePerKey, retryingTransaction } from '#transactions'

export interface Move {
  businessId: number
  bookingId: number
  startsAt: Instant
  /** Null keeps the host where they are free, and else takes whoever is. */
  hostId: number | null
  actor: 'client' | 'user'
  userId: number | null
  reason: string | null
  offerId?: number | null
  version: number | string | null
  returnMark?: string | null
  idempotencyKey?: string | null
  requestId: string | null
}

type Moved = { outcome: 'moved' | 'requested'; booking: Booking; replayed: boolean }
type Turned = {
  outcome: 'not_possible' | 'too_late' | 'too_many_moves' | 'stale'
  booking: Booking
}
type Refused = {
  outcome: 'unavailable'
  code: UnavailableCode
  booking: Booking
  alternatives: Slot[]
}

export type MoveOutcome =
  Moved | Turned | Refused | { outcome: 'not_found' | 'key_reused' | 'busy' }

type StoredOutcome = { outcome: Moved['outcome'] } | { outcome: 'refused'; code: UnavailableCode }

type Attempt =
  | (Omit<Moved, 'replayed'> & { owed: OwedMail[] })
  | Turned
  | { outcome: 'refused'; code: UnavailableCode }
  | { outcome: 'replay'; stored: StoredOutcome }
  | { outcome: 'not_found' | 'key_reused' }

/** Thrown, so that the old time, given up for the new one, comes back. */
class NotFree extends Error {
  constructor(readonly code: UnavailableCode) {
    super(`The new time is not free: ${code}`)
  }
}

/**
 * One transaction takes the new time and frees the old one, or neither. The business is bound by
 * hours, limits and taken time, but not by its own rules for clients.
 */
export default class MoveBooking {
  constructor(private readonly clockOffsetMs = 0) {}

  async handle(move: Move): Promise<MoveOutcome> {
    const attempt = await this.inTurn(move)
    if (attempt === null) return { outcome: 'busy' }
    if (attempt.outcome === 'refused') return this.refuse(move, attempt.code)
    if (attempt.outcome === 'replay') return this.replay(move, attempt.stored)
    if (!('owed' in attempt)) return attempt

    const { owed, ...outcome } = attempt
    await wakeDeliveries(owed, move.requestId)
    return { ...outcome, replayed: false }
  }

  /** In the queue of the hosts concerned, without a connection. */
  private async inTurn(move: Move): Promise<Attempt | null> {
    const found = await findMovable(move)
    if (!found) return { outcome: 'not_found' }
    const wanted = { serviceId: found.serviceId, hostId: move.hostId }
    return inBookingTurn(wanted, () =>
      retryingTransaction((trx) =>
        oncePerKey(trx, keyed(move), () => this.attempt(trx, move), storedOutcome)
      )
    )
  }

  /** Behind a savepoint, so that the old time comes back and the refusal can still be kept. */
  private async attempt(trx: Transaction, move: Move): Promise<Attempt> {
    try {
      return await unlessOvertaken(
        () => trx.transaction((step) => this.take(step, move)),
        () => ({ outcome: 'refused', code: 'slot_taken' })
      )
    } catch (error) {
      if (error instanceof NotFree) return { outcome: 'refused', code: error.code }
      throw error
    }
  }

  private async take(trx: Transaction, move: Move): Promise<Attempt> {
    const { businessId, bookingId, startsAt, hostId } = move
    const found = await findMovable({ businessId, bookingId }, trx)
    if (!found) return { outcome: 'not_found' }
    const { business, service } = found
    const link = await rulesOfLinks(trx, found)
    await lockHosts(trx, service, hostId, link, await claimedHostIds(trx, found))
    const locked = await lockBooking(trx, businessId, bookingId)
    if (!locked) return { outcome: 'not_found' }

    const { booking } = locked
    const now = locked.now.plus(this.clockOffsetMs)
    const waiting = await lockWaitingMove(trx, booking)
    if (!isMovable(booking, move.actor, now)) return { outcome: 'not_possible', booking }
    const isThere = (time: Booking | MoveRequest) =>
      time.startsAt.toMillis() === startsAt && (hostId === null || time.hostId === hostId)
    if (isThere(booking)) return { outcome: 'moved', booking, owed: [] }
    const mark = move.actor === 'client' ? (move.returnMark ?? null) : null
    const isKnown = await isKnownMover(trx, { booking, business, service }, mark)
    if (move.actor === 'client' && !isKnown && waiting?.canBeDecided(now) && isThere(waiting)) {
      return { outcome: 'requested', booking, owed: [] }
    }
    if (booking.isChangedSince(move.version)) return { outcome: 'stale', booking }
    booking.$setRelated('service', service)
    booking.$setRelated('business', business)
    const overrides = brokenRules(booking, waiting, now)
    if (move.actor === 'client' && overrides.length > 0) {
      return { outcome: overrides.includes('max_moves') ? 'too_many_moves' : 'too_late', booking }
    }

    await releaseExpiredClaims(trx, service, now)
    const offer = move.offerId ? await takeUpOffer(trx, move.offerId, now) : null
    if (waiting) {
      const { actor, userId, requestId } = move
      const to = waiting.canBeDecided(now) ? 'withdrawn' : 'expired'
      await closeMoveRequest(trx, { booking, move: waiting, to, actor, userId, requestId })
    }
    const range = { start: startsAt, end: startsAt + 1 }
    const isOwner = move.actor === 'user'
    const mover: Mover = { booking, business, service, hostId, isOwner, isKnown }
    const question = await moveQuestion(mover, range, now.toMillis(), trx)
    const [slot] = findSlots(question)
    if (!slot) throw new NotFree(refusalCode(question, startsAt))

    const time = { booking, service, question, slot, now, asksForHost: hostId !== null }
    const isAsked = onlyAsks(mover, link)
    const isWaived = isKnown && onlyAsks({ ...mover, isKnown: false }, link)
    const rule = isWaived ? ('returning_client' as const) : null
    const owed = isAsked
      ? await requestMove(trx, { ...time, business, move })
      : await takeNewTime(trx, { ...time, ...move, overrides, rule })
    if (!owed) throw new NotFree('slot_taken')
    if (offer) await fulfilOffer(trx, offer, booking)
    return { outcome: isAsked ? 'requested' : 'moved', booking, owed }
  }

  private async replay(move: Move, stored: StoredOutcome): Promise<MoveOutcome> {
    if (stored.outcome === 'refused') return this.refuse(move, stored.code)
    const booking = await findMovable(move)
    return booking ? { outcome: stored.outcome, booking, replayed: true } : { outcome: 'not_found' }
  }

  private async refuse(move: Move, code: UnavailableCode): Promise<MoveOutcome> {
    const booking = await findMovable(move)
    if (!booking) return { outcome: 'not_found' }
    const clock = await databaseNow(db.connection())
    const now = clock.plus(this.clockOffsetMs)
    const { business, service } = booking
    const mover = {
      ...{ booking, business, service, isKnown: false },
      hostId: move.hostId,
      isOwner: move.actor === 'user',
    }
    const alternatives = await moveAlternatives(mover, move.startsAt, now.toMillis())
    return { outcome: 'unavailable', code, booking, alternatives }
  }
}

function keyed(move: Move) {
  const { businessId, bookingId, startsAt, hostId, actor, userId, reason } = move
  return keyedRequest(businessId, move.idempotencyKey ?? null, [
    ...['move', bookingId, startsAt, hostId, actor, userId, reason],
  ])
}

function storedOutcome(attempt: Attempt): StoredOutcome | null {
  switch (attempt.outcome) {
    case 'moved':
    case 'requested':
      return { outcome: attempt.outcome }
    case 'refused':
      return { outcome: 'refused', code: attempt.code }
    default:
      return null
  }
}

import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { inBookingQueue, NotFree } from '#claims'
import {
  answerOnce,
  type WantedChange,
  brokenRules,
  type HostTimeAnswer,
  changeHostTime,
  dropWaitingMove,
  findBooking,
  fulfilOffer,
  isMovable,
  lockWaitingMove,
  lockWithHosts,
  requestMove,
  requireStart,
  takeNewTime,
  takeUpOffer,
} from '#steps'
import type Booking from '#models/bookings/booking'
import type MoveRequest from '#models/bookings/move_request'
import { isKnownMover, moveAlternatives, onlyAsks } from '#queries/bookings/move_question'
import { rulesOfLinks } from '#queries/links/link_rules'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import type { Instant, Slot } from '#scheduling/types'
import { databaseNow, keyedRequest, retryingTransaction } from '#transactions'

export interface Move extends WantedChange {
  startsAt: Instant
  /** Null keeps the host where they are free, and else takes whoever is. */
  hostId: number | null
  reason: string | null
  offerId?: number | null
  version: number | string | null
  returnProof?: string | null
  idempotencyKey?: string | null
  /** Against the business's own rules, which only the business may. */
  isAnyway?: boolean
  tellsClient?: boolean
  /** Where it is as long no more, as when it was moved elsewhere; else it keeps its length. */
  minutes?: number
}

type Moved = { outcome: 'moved' | 'requested'; booking: Booking }
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

type Unanswered = { outcome: 'not_found' | 'key_reused' | 'busy' }

export type MoveOutcome = (Moved & { replayed: boolean }) | Turned | Refused | Unanswered

type Final = Moved | { outcome: 'unavailable'; code: UnavailableCode }

type StoredOutcome = { outcome: Moved['outcome'] } | { outcome: 'refused'; code: UnavailableCode }

/**
 * One transaction takes the new time and frees the old one, or neither. The business is bound by
 * hours, limits and taken time, but not by its own rules for clients.
 */
export default class MoveBooking {
  constructor(private readonly clockOffsetMs = 0) {}

  /** In the queue of the hosts concerned, without a connection. */
  async handle(move: Move): Promise<MoveOutcome> {
    const wanted = await findBooking(move)
    if (!wanted) return { outcome: 'not_found' }
    const { serviceId } = wanted
    const input = { by: move.by, key: keyed(move) }
    return answerOnce<Final, Turned | Unanswered, StoredOutcome, MoveOutcome>(input, {
      run: async (once) => {
        const attempt = await inBookingQueue({ serviceId, hostId: move.hostId }, () =>
          retryingTransaction((trx) => once(trx, () => this.take(trx, move)))
        )
        return attempt ?? { outcome: 'busy' }
      },
      store: storedOutcome,
      recall: async (stored) => {
        if (stored.outcome === 'refused') return { outcome: 'unavailable', code: stored.code }
        return { outcome: stored.outcome, booking: (await findBooking(move)) ?? wanted }
      },
      answer: (done, replayed) =>
        done.outcome === 'unavailable' ? this.refuse(move, done.code) : { ...done, replayed },
    })
  }

  private take(trx: Transaction, move: Move): Promise<HostTimeAnswer<Moved | Turned>> {
    const { startsAt, hostId, by, reason, minutes } = move
    const isClient = by.actor === 'client'
    const isThere = (time: Booking | MoveRequest) =>
      time.startsAt.toMillis() === startsAt && (hostId === null || time.hostId === hostId)
    return changeHostTime(trx, move, {
      lock: (step) => this.lock(step, move),
      settled: ({ booking, waiting, isKnown, now }) => {
        if (!isMovable(booking, by, now)) return { outcome: 'not_possible', booking }
        const isAsLong = minutes === undefined || booking.minutes === minutes
        if (isThere(booking) && isAsLong) return { outcome: 'moved', booking }
        const isRequest = isClient && !isKnown && waiting?.canBeDecided(now) && isThere(waiting)
        return isRequest ? { outcome: 'requested', booking } : null
      },
      change: async (step, { booking, waiting, isKnown, now }) => {
        const { business, service } = booking
        const overrides = brokenRules(booking, waiting, now)
        if (isClient && overrides.length > 0) {
          const isTooOften = overrides.includes('max_moves')
          return { outcome: isTooOften ? 'too_many_moves' : 'too_late', booking }
        }
        const offer = move.offerId ? await takeUpOffer(step, move.offerId, now) : null
        if (move.offerId && !offer) throw new NotFree()
        await dropWaitingMove(step, booking, { move: waiting, by, now })
        const who = { hostId, isOwner: !isClient, isKnown }
        const mover = { booking, business, service, minutes, ...who }
        const asksForHost = hostId !== null && (isClient || hostId !== booking.hostId)
        const isAnyway = !isClient && move.isAnyway
        const found = await requireStart(step, mover, { startsAt, now, isAnyway })
        const link = await rulesOfLinks(step, booking)
        const isRequest = onlyAsks(mover, link)
        const isWaived = isKnown && onlyAsks({ ...mover, isKnown: false }, link)
        const rule = isWaived ? ('returning_client' as const) : null
        const time = { booking, service, ...found, now, asksForHost, by, reason }
        const owed = isRequest
          ? await requestMove(step, { ...time, business })
          : await takeNewTime(step, {
              ...{ ...time, rule, tellsClient: move.tellsClient },
              overrides: [...overrides, ...found.setAside],
            })
        if (offer) owed.push(...(await fulfilOffer(step, offer, { booking, by })))
        return { outcome: isRequest ? 'requested' : 'moved', booking, owed }
      },
    })
  }

  private async lock(trx: Transaction, move: Move) {
    const { hostId, by, returnProof = null } = move
    const { clockOffsetMs } = this
    const locked = await lockWithHosts(trx, { ...move, clockOffsetMs }, () => ({ hostId }))
    if (!locked) return null
    const { booking } = locked
    const { business, service } = booking
    const waiting = await lockWaitingMove(trx, booking)
    const proof = by.actor === 'client' ? returnProof : null
    const isKnown = await isKnownMover(trx, { booking, business, service }, proof)
    return { ...locked, waiting, isKnown }
  }

  private async refuse(move: Move, code: UnavailableCode): Promise<MoveOutcome> {
    const { startsAt, hostId, by, minutes } = move
    const booking = await findBooking(move)
    if (!booking) return { outcome: 'not_found' }
    const clock = await databaseNow(db.connection())
    const now = clock.plus(this.clockOffsetMs).toMillis()
    const { business, service } = booking
    const isOwner = by.actor === 'user'
    const mover = { booking, business, service, hostId, isOwner, isKnown: false, minutes }
    const alternatives = await moveAlternatives(mover, startsAt, now)
    return { outcome: 'unavailable', code, booking, alternatives }
  }
}

function keyed(move: Move) {
  const { businessId, bookingId, startsAt, hostId, by, reason } = move
  return keyedRequest(businessId, move.idempotencyKey ?? null, [
    ...['move', bookingId, startsAt, hostId, by.actor, by.userId, reason],
  ])
}

function storedOutcome(attempt: Final | Turned | Unanswered): StoredOutcome | null {
  switch (attempt.outcome) {
    case 'moved':
    case 'requested':
      return { outcome: attempt.outcome }
    case 'unavailable':
      return { outcome: 'refused', code: attempt.code }
    default:
      return null
  }
}

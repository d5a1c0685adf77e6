import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { inBookingQueue, lockHosts, readClock, unlessOvertaken } from '#claims'
import {
  answeredAs,
  answerOnce,
  type AnsweredAs,
  asAnswered,
  type BookingRequest,
  followLink,
  fulfilOffer,
  keyedBooking,
  knownRefusal,
  takeStart,
  takeUpOffer,
  turnAwayBlocked,
} from '#steps'
import { FIRST_PLACE } from '#formats/bookings/places'
import type { Owing } from '#outbox'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import Booking from '#models/bookings/booking'
import { acceptsCompeting, approvalNeeded } from '#queries/bookings/approval_needed'
import { type Bookable, findBookable } from '#queries/bookings/find_bookable'
import { findLinkByToken, type LinkRefusal } from '#queries/links/find_link_by_token'
import { linkRules } from '#queries/links/link_rules'
import { slotsNear } from '#queries/availability/nearest_slots'
import { isOffered } from '#queries/services/service_rules'
import type { Slot } from '#scheduling/types'
import { bookingAttempts } from '#services/metrics'
import { brokenConstraint, keepOutcome, type Replay, retryingTransaction } from '#transactions'

type Placed = { outcome: 'booked' | 'requested'; booking: Booking; replayed: boolean }
type Refused = { outcome: 'unavailable'; code: UnavailableCode; alternatives: Slot[] }
type Turned = {
  outcome:
    | 'not_found'
    | 'page_inactive'
    | 'length_not_offered'
    | 'key_reused'
    | 'blocked'
    | 'busy'
    | LinkRefusal
}

export type BookingOutcome = Placed | Refused | Turned

type StoredOutcome =
  | { outcome: Placed['outcome']; bookingId: number; said?: AnsweredAs }
  | { outcome: 'unavailable'; code: UnavailableCode }

type Final =
  | Owing<{ outcome: Placed['outcome']; booking: Booking }>
  | { outcome: 'refused'; code: UnavailableCode; found?: Bookable }

type Attempt = Final | Turned | Replay<StoredOutcome>

type Take = (trx: Transaction, found: Bookable) => Promise<Attempt>

/**
 * One short READ COMMITTED transaction without any network: it locks, asks the engine by the
 * database's clock and claims. The exclusion constraint on claims stands behind the locks.
 */
export default class PlaceBooking {
  /** Only tests move the clock. */
  constructor(private readonly clockOffsetMs = 0) {}

  async handle(request: BookingRequest): Promise<BookingOutcome> {
    const answer = await this.place(request)
    bookingAttempts.inc({ outcome: 'code' in answer ? answer.code : answer.outcome })
    return answer
  }

  private place(request: BookingRequest): Promise<BookingOutcome> {
    const wanted = { by: request.by, key: keyedBooking(request) }
    return answerOnce<Final, Turned, StoredOutcome, BookingOutcome>(wanted, {
      run: async (once) => {
        const take: Take = (trx, found) => once(trx, () => this.take(trx, request, found))
        const attempt = await inBookingQueue(request, () => this.inQueue(request, take))
        return attempt ?? { outcome: 'busy' }
      },
      store: storedOutcome,
      recall: async (stored) => {
        if (stored.outcome === 'unavailable') return { outcome: 'refused', code: stored.code }
        const booking = asAnswered(await Booking.findOrFail(stored.bookingId), stored.said)
        return { outcome: stored.outcome, booking }
      },
      answer: (done, replayed) =>
        done.outcome === 'refused' ? this.refuse(request, done) : { ...done, replayed },
    })
  }

  private async inQueue(request: BookingRequest, take: Take): Promise<Attempt | null> {
    const found = await findBookable(db.connection(), request)
    if (!found) return { outcome: 'not_found' }
    const code = await this.knownRefusal(request, found)
    return code ? { outcome: 'refused', code, found } : this.attempt(take, found)
  }

  private async knownRefusal(request: BookingRequest, found: Bookable) {
    if (request.linkToken || request.offerId || !found.business.settings.isActive) return null
    const code = await knownRefusal(request, found, this.at(found.now).toMillis())
    const key = code && keyedBooking(request)
    const isKept =
      !key || (await keepOutcome(db.connection(), key, { outcome: 'unavailable', code }))
    return isKept ? code : null
  }

  private async attempt(take: Take, found: Bookable): Promise<Attempt | null> {
    try {
      return await unlessOvertaken(
        () => retryingTransaction((trx) => take(trx, found)),
        () => ({ outcome: 'refused', code: 'slot_taken' })
      )
    } catch (error) {
      if (brokenConstraint(error) === 'bookings_reference_key') return this.attempt(take, found)
      if (brokenConstraint(error) === 'bookings_one_time_link_once')
        return { outcome: 'link_spent' }
      throw error
    }
  }

  private async take(
    trx: Transaction,
    request: BookingRequest,
    { business, service }: Bookable
  ): Promise<Final | Turned> {
    const { hostId, startsAt, client, by } = request
    const { sessionId = null, seats = 1, durationMinutes = null, linkToken, answers = [] } = request
    if (!business.settings.isActive) return { outcome: 'page_inactive' }

    const followed = linkToken ? await followLink(trx, { ...request, linkToken }) : null
    if (followed && followed.outcome !== 'followed') return followed
    const link = followed?.rules ?? null
    const offered = { business, service, link }
    if (!isOffered(offered, durationMinutes)) return { outcome: 'length_not_offered' }

    const { requestId } = by
    const input = { business, serviceId: service.id, startsAt, client, requestId }
    if (await turnAwayBlocked(trx, { ...input, kind: 'booking' })) return { outcome: 'blocked' }

    await lockHosts(trx, service, hostId, link)
    const now = await readClock(trx, service, this.clockOffsetMs)
    const offer = request.offerId ? await takeUpOffer(trx, request.offerId, now) : null
    if (request.offerId && !offer) return { outcome: 'refused', code: 'slot_taken' }

    const claimed = { email: client.email, proof: request.returnProof ?? null }
    const approval = await approvalNeeded(trx, { business, service, link, ...claimed })
    const wanted = {
      startsAt,
      hostId,
      sessionId,
      seats,
      durationMinutes,
      placeKey: request.placeKey ?? FIRST_PLACE,
      client,
      answers,
      by,
    }
    // What was offered to a client stays theirs.
    const competes = !offer && !link?.holderId && acceptsCompeting(service, business.settings)
    const own = { seriesId: null, competes, isOffered: offer !== null }
    const taken = await takeStart(trx, { ...offered, ...wanted, ...own, approval, now })
    if (taken.outcome === 'refused') return taken
    await followed?.oneTime?.merge({ spentAt: now, holderId: null }).save()
    const { booking, owed } = taken
    if (offer) owed.push(...(await fulfilOffer(trx, offer, { booking, by })))
    return { outcome: booking.status === 'pending' ? 'requested' : 'booked', booking, owed }
  }

  private at(databaseTime: DateTime): DateTime {
    return databaseTime.plus(this.clockOffsetMs)
  }

  /** `known` is what the refusal was found by; without it all is read anew. */
  private async refuse(
    request: BookingRequest,
    { code, found: known }: { code: UnavailableCode; found?: Bookable }
  ): Promise<Refused> {
    const { linkToken, durationMinutes = null } = request
    const found = known ?? (await findBookable(db.connection(), request))
    const followed = linkToken ? await findLinkByToken(db.connection(), linkToken) : null
    const link = followed && linkRules(followed.link, followed.oneTime, followed.team)
    const isThere = found && isOffered({ ...found, link }, durationMinutes)
    const input = { ...request, link, count: 3 }
    const alternatives = isThere
      ? await slotsNear({ ...input, ...found }, this.at(found.now).toMillis())
      : []
    return { outcome: 'unavailable', code, alternatives }
  }
}

/** Only a final outcome is kept: a page that is switched off today may be on tomorrow. */
function storedOutcome(attempt: Final | Turned): StoredOutcome | null {
  switch (attempt.outcome) {
    case 'booked':
    case 'requested':
      return {
        ...{ outcome: attempt.outcome, bookingId: attempt.booking.id },
        said: answeredAs(attempt.booking),
      }
    case 'refused':
      return { outcome: 'unavailable', code: attempt.code }
    default:
      return null
  }
}

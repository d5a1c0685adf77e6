import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { inBookingQueue, lockHosts, readClock } from '#claims'
import {
  answeredAs,
  answerOnce,
  type AnsweredAs,
  asAnswered,
  followLink,
  type BlockedClient,
  findBlockedClient,
  isBookedAlready,
  type DateTaken,
  takeDates,
  turnAwayBlocked,
} from '#steps'
import { FIRST_PLACE } from '#formats/bookings/places'
import type { Owing } from '#outbox'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import type { By } from '#models/by'
import Booking from '#models/bookings/booking'
import type { Override } from '#models/bookings/booking_event'
import type { ClientDetails } from '#models/bookings/client_details'
import type { ClientAnswer } from '#models/services/client_question'
import { approvalNeeded } from '#queries/bookings/approval_needed'
import { findBookable } from '#queries/bookings/find_bookable'
import { SeriesAlternatives } from '#queries/availability/series_alternatives'
import { findLinkByToken, type LinkRefusal } from '#queries/links/find_link_by_token'
import { linkRules } from '#queries/links/link_rules'
import { isOffered } from '#queries/services/service_rules'
import type { Instant, Slot } from '#scheduling/types'
import { bookingAttempts } from '#services/metrics'
import { keyedRequest, retryingTransaction } from '#transactions'

export interface SeriesRequest {
  businessId: number
  serviceId: number
  starts: readonly Instant[]
  hostId: number | null
  durationMinutes?: number | null
  /** Of a link that stays: a one-time link takes one date. */
  linkToken?: string | null
  placeKey?: number | null
  seats?: number
  client: ClientDetails
  answers?: ClientAnswer[]
  returnProof?: string | null
  idempotencyKey: string | null
  /** What only the business itself may say. */
  desk?: DeskTerms
  by: By
}

export interface DeskTerms {
  /** Known before, and chosen by name. */
  clientId: number | null
  /** New, though somebody else has the same address or number. */
  isAnother?: boolean
  /** Whoever walked in, and gave no name. */
  isNobody?: boolean
  tellsClient: boolean
  /** False where many come at once. */
  tellsStaff?: boolean
  /** Against the business's own rules; for one date only. */
  isAnyway: boolean
  booksBlocked: boolean
  /** At a time at which the client is booked already, as after Back in a browser. */
  booksTwice: boolean
  privateNote: string | null
  /** What it was made from, where it was made elsewhere: also while nobody can book online. */
  outsideBookingId?: number
}

const AS_USUAL: DeskTerms = {
  ...{ clientId: null, tellsClient: true, isAnyway: false, privateNote: null },
  ...{ booksBlocked: true, booksTwice: true },
}

export interface SeriesDate {
  startsAt: Instant
  code: UnavailableCode | null
  alternatives: Slot[]
}

type Placed = { outcome: 'booked' | 'requested'; bookings: Booking[]; replayed: boolean }
type Turned =
  | {
      outcome:
        | 'not_found'
        | 'page_inactive'
        | 'length_not_offered'
        | 'key_reused'
        | 'booked_already'
        | 'busy'
        | LinkRefusal
    }
  /** Null to clients, who are not told whose block it is. */
  | { outcome: 'blocked'; blocked: BlockedClient | null }

export type SeriesOutcome = Placed | { outcome: 'unavailable'; dates: SeriesDate[] } | Turned

type DateRefused = Omit<SeriesDate, 'alternatives'>

type StoredOutcome =
  | { outcome: Placed['outcome']; bookingIds: number[]; said?: AnsweredAs[] }
  | { outcome: 'unavailable'; dates: DateRefused[] }

type Final =
  | Owing<{ outcome: Placed['outcome']; bookings: Booking[] }>
  | { outcome: 'refused'; dates: DateRefused[] }

/** One transaction whose locks are taken once; each date is tried against those before it. */
export default class PlaceSeries {
  constructor(private readonly clockOffsetMs = 0) {}

  handle(request: SeriesRequest): Promise<SeriesOutcome> {
    const wanted = { by: request.by, key: keyed(request) }
    return answerOnce<Final, Turned, StoredOutcome, SeriesOutcome>(wanted, {
      run: async (once) => {
        const attempt = await inBookingQueue(request, () =>
          retryingTransaction((trx) => once(trx, () => this.take(trx, request)))
        )
        return attempt ?? { outcome: 'busy' }
      },
      store: storedOutcome,
      recall: (stored) => this.recall(request, stored),
      answer: (done, replayed) => {
        if (!replayed) count(done)
        return done.outcome === 'refused' ? this.report(request, done.dates) : { ...done, replayed }
      },
    })
  }

  private async take(trx: Transaction, request: SeriesRequest): Promise<Final | Turned> {
    const { businessId, serviceId, hostId, client, by } = request
    const { durationMinutes = null, seats = 1, returnProof: proof = null, answers = [] } = request
    const found = await findBookable(trx, { businessId, serviceId })
    if (!found) return { outcome: 'not_found' }
    const { business, service } = found
    const isFromOutside = request.desk?.outsideBookingId !== undefined
    if (!business.settings.isActive && !isFromOutside) return { outcome: 'page_inactive' }

    const { linkToken } = request
    const followed = linkToken ? await followLink(trx, { businessId, serviceId, linkToken }) : null
    if (followed && followed.outcome !== 'followed') return followed
    if (followed?.oneTime) return { outcome: 'link_spent' }
    const link = followed?.rules ?? null
    const offered = { business, service, link }
    if (!isOffered(offered, durationMinutes)) return { outcome: 'length_not_offered' }

    const { requestId } = by
    const startsAt = Math.min(...request.starts)
    const input = { business, kind: 'booking' as const, serviceId, startsAt, client, requestId }
    const { isAnyway, booksBlocked, booksTwice, ...kept } = request.desk ?? AS_USUAL
    const { clientId, isAnother = false } = kept
    const isOwner = by.actor === 'user' || isFromOutside
    const blocked = isOwner
      ? await findBlockedClient(trx, { business, client, clientId, isAnother })
      : null
    if (blocked && !booksBlocked) return { outcome: 'blocked', blocked }
    if (!isOwner && (await turnAwayBlocked(trx, input))) return { outcome: 'blocked', blocked }
    if (isOwner && !booksTwice) {
      const wanted = { business, clientId, isAnother, client, starts: request.starts }
      if (await isBookedAlready(trx, wanted)) return { outcome: 'booked_already' }
    }
    const overrides: Override[] = blocked ? ['blocked_client'] : []

    await lockHosts(trx, service, hostId, link)
    const now = await readClock(trx, service, this.clockOffsetMs)
    const approval = isOwner
      ? 'no'
      : await approvalNeeded(trx, { ...offered, email: client.email, proof })
    // All or none: what is booked together is held together.
    const competes = false
    const terms = { ...kept, overrides }
    const placeKey = request.placeKey ?? FIRST_PLACE
    const wanted = {
      hostId,
      seats,
      durationMinutes,
      placeKey,
      client,
      answers,
      by,
      competes,
      ...terms,
    }
    const starts = request.starts.toSorted((a, b) => a - b)
    const insists = isAnyway && starts.length === 1
    const dates = await takeDates(trx, {
      ...{ ...offered, ...wanted, starts, approval, now },
      ...{ isOwner, isAnyway: insists },
    })
    if (dates.some(({ taken }) => taken.outcome === 'refused')) {
      return { outcome: 'refused', dates: dates.map(refusedDate) }
    }
    const all = dates.flatMap(({ taken }) => (taken.outcome === 'taken' ? [taken] : []))
    return {
      outcome: approval === 'yes' ? 'requested' : 'booked',
      bookings: all.map(({ booking }) => booking),
      owed: all.flatMap(({ owed }) => owed),
    }
  }

  private async recall({ businessId }: SeriesRequest, stored: StoredOutcome): Promise<Final> {
    if (stored.outcome === 'unavailable') return { outcome: 'refused', dates: stored.dates }
    const { outcome, bookingIds, said } = stored
    const found = await Booking.query().where({ businessId }).whereIn('id', bookingIds)
    const bookings = found
      .toSorted((a, b) => bookingIds.indexOf(a.id) - bookingIds.indexOf(b.id))
      .map((booking) => asAnswered(booking, said?.[bookingIds.indexOf(booking.id)]))
    return { outcome, bookings }
  }

  private async report(request: SeriesRequest, dates: DateRefused[]): Promise<SeriesOutcome> {
    const { hostId, linkToken, durationMinutes = null, seats = 1 } = request
    const found = await findBookable(db.connection(), request)
    const followed = linkToken ? await findLinkByToken(db.connection(), linkToken) : null
    const link = followed && linkRules(followed.link, followed.oneTime, followed.team)
    const none = dates.map((date) => ({ ...date, alternatives: [] }))
    if (!found || !isOffered({ ...found, link }, durationMinutes)) {
      return { outcome: 'unavailable', dates: none }
    }
    const { business, service } = found
    const isOwner = request.by.actor === 'user'
    const input = { business, service, link, isOwner, hostId, durationMinutes, seats }
    const now = found.now.plus(this.clockOffsetMs)
    const alternatives = await new SeriesAlternatives(input, now).of(
      dates.map(({ startsAt, code }) => ({ startsAt, isRefused: code !== null }))
    )
    const reported = dates.map((date, nth) => ({ ...date, alternatives: alternatives[nth] }))
    return { outcome: 'unavailable', dates: reported }
  }
}

function count(attempt: Final): void {
  if (attempt.outcome === 'refused') bookingAttempts.inc({ outcome: 'series_refused' })
  else bookingAttempts.inc({ outcome: attempt.outcome }, attempt.bookings.length)
}

function refusedDate({ startsAt, taken }: DateTaken): DateRefused {
  return { startsAt, code: taken.outcome === 'refused' ? taken.code : null }
}

function keyed(request: SeriesRequest) {
  const { businessId, serviceId, starts, hostId, client, by, idempotencyKey: key } = request
  const { durationMinutes = null, seats = 1, returnProof = null, answers } = request
  const { name, email, phone, notes } = client
  return keyedRequest(businessId, key, [
    ...['series', serviceId, starts, hostId, durationMinutes, seats],
    ...[name, email, phone, notes, by.userId, returnProof],
    ...(client.agreesToTexts ? [{ agreesToTexts: true }] : []),
    ...(answers?.length ? [{ answers }] : []),
    ...(request.placeKey ? [{ placeKey: request.placeKey }] : []),
    ...(request.linkToken ? [{ linkToken: request.linkToken }] : []),
    ...(request.desk ? [{ ...request.desk }] : []),
  ])
}

function storedOutcome(attempt: Final | Turned): StoredOutcome | null {
  switch (attempt.outcome) {
    case 'booked':
    case 'requested':
      return {
        ...{ outcome: attempt.outcome, bookingIds: attempt.bookings.map(({ id }) => id) },
        said: attempt.bookings.map(answeredAs),
      }
    case 'refused':
      return { outcome: 'unavailable', dates: attempt.dates }
    default:
      return null
  }
}

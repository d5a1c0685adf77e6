import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import {
  claimedHostIds,
  inBookingTurn,
  lockHosts,
  moveClaims,
  releaseExpiredClaims,
  unlessOvertaken,
} from '#claims'
import { findMovable, handOver, lockBooking, lockWaitingMove, offerFreedPlaces } from '#diary'
import { type OwedMail, planReminders, wakeDeliveries } from '#outbox'
import { refusalCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import type Booking from '#models/bookings/booking'
import { rulesOfLinks } from '#queries/links/link_rules'
import { moveQuestion } from '#queries/bookings/move_question'
import { findStandIns } from '#queries/bookings/stand_ins'
import { anyMinute } from '#scheduling/rules/owner_terms'
import { findSlots } from '#scheduling/slots/slots'
import { retryingTransaction } from '#transactions'

interface Reassignment {
  businessId: number
  bookingId: number
  hostId: number
  userId: number
  reason: string | null
  version: number | string | null
  requestId: string | null
}

type Done = { outcome: 'reassigned'; booking: Booking }
type Turned =
  | { outcome: 'unavailable'; code: UnavailableCode }
  | { outcome: 'not_found' | 'not_a_stand_in' | 'not_possible' | 'move_waits' | 'stale' }

export type ReassignOutcome = Done | Turned | { outcome: 'busy' }

type Attempt = (Done & { owed: OwedMail[] }) | Turned

/** One transaction takes the new host's time and frees the former one's, or neither. */
export default class ReassignBooking {
  async handle(wanted: Reassignment): Promise<ReassignOutcome> {
    const attempt = await this.inTurn(wanted)
    if (attempt === null) return { outcome: 'busy' }
    if (attempt.outcome !== 'reassigned') return attempt

    await wakeDeliveries(attempt.owed, wanted.requestId)
    return { outcome: 'reassigned', booking: attempt.booking }
  }

  private async inTurn(wanted: Reassignment): Promise<Attempt | null> {
    const found = await findMovable(wanted)
    if (!found) return { outcome: 'not_found' }
    const turn = { serviceId: found.serviceId, hostId: wanted.hostId }
    return inBookingTurn(turn, () => this.attempt(wanted))
  }

  private attempt(wanted: Reassignment): Promise<Attempt | null> {
    return unlessOvertaken(
      () => retryingTransaction((trx) => this.take(trx, wanted)),
      () => ({ outcome: 'unavailable', code: 'slot_taken' })
    )
  }

  private async take(trx: Transaction, wanted: Reassignment): Promise<Attempt> {
    const { businessId, bookingId, hostId, version } = wanted
    const found = await findMovable(wanted, trx)
    if (!found) return { outcome: 'not_found' }
    const { business, service } = found
    const link = await rulesOfLinks(trx, found)
    await lockHosts(trx, service, hostId, link, await claimedHostIds(trx, found))
    const locked = await lockBooking(trx, businessId, bookingId)
    if (!locked) return { outcome: 'not_found' }

    const { booking, now } = locked
    if (!booking.canBeReassigned(now)) return { outcome: 'not_possible' }
    if (booking.hostId === hostId) return { outcome: 'reassigned', booking, owed: [] }
    if (booking.isChangedSince(version)) return { outcome: 'stale' }
    const waiting = await lockWaitingMove(trx, booking)
    if (waiting?.canBeDecided(now)) return { outcome: 'move_waits' }
    const standIns = await findStandIns(booking, service, trx)
    if (!standIns.some(({ id }) => id === hostId)) return { outcome: 'not_a_stand_in' }

    await releaseExpiredClaims(trx, service, now)
    const startsAt = booking.startsAt.toMillis()
    const mover = { booking, business, service, hostId, isOwner: true, isKnown: false }
    const range = { start: startsAt, end: startsAt + 1 }
    const question = anyMinute(await moveQuestion(mover, range, now.toMillis(), trx))
    if (findSlots(question).length === 0) {
      return { outcome: 'unavailable', code: refusalCode(question, startsAt) }
    }

    if (booking.holdsTime) {
      const { endsAt, expiresAt } = booking
      const time = { startsAt: booking.startsAt, endsAt, rules: question.rules, expiresAt }
      await moveClaims(trx, booking, { ...time, hostIds: [hostId] })
    }
    const { userId, reason, requestId } = wanted
    const hostReason = { code: 'reassigned' }
    const by = { actor: 'user', userId, reason, requestId } as const
    const owed = await handOver(trx, booking, { hostId, hostReason, ...by })
    await planReminders(trx, booking, now)
    const freed = { serviceId: service.id, startsAt: booking.startsAt, now, requestId }
    const offered = await offerFreedPlaces(trx, freed)
    return { outcome: 'reassigned', booking, owed: [...owed, ...offered] }
  }
}

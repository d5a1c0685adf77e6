import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { claimedHostIds, inBookingQueue, moveClaims } from '#claims'
import {
  type WantedChange,
  type HostTimeAnswer,
  changeHostTime,
  findBooking,
  handOver,
  lockWaitingMove,
  lockWithHosts,
  offerFreedPlaces,
  requireStart,
} from '#steps'
import type Booking from '#models/bookings/booking'
import { deliverAfter, planReminders } from '#outbox'
import { findStandIns } from '#queries/bookings/stand_ins'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import { hostsTaken } from '#scheduling/slots/taken_slot'
import { retryingTransaction } from '#transactions'

interface Reassignment extends WantedChange {
  hostId: number
  reason: string | null
}

type Answer =
  | { outcome: 'reassigned'; booking: Booking }
  | { outcome: 'not_a_stand_in' | 'not_possible' | 'move_waits' }

export type ReassignOutcome =
  | Answer
  | { outcome: 'unavailable'; code: UnavailableCode }
  | { outcome: 'not_found' | 'stale' | 'busy' }

/** One transaction takes the new host's time and frees the former one's, or neither. */
export default class ReassignBooking {
  async handle(wanted: Reassignment): Promise<ReassignOutcome> {
    const found = await findBooking(wanted)
    if (!found) return { outcome: 'not_found' }
    const queued = { serviceId: found.serviceId, hostId: wanted.hostId }
    const done = await deliverAfter(wanted.by, () =>
      inBookingQueue(queued, () => retryingTransaction((trx) => this.take(trx, wanted)))
    )
    return done ?? { outcome: 'busy' }
  }

  private take(trx: Transaction, wanted: Reassignment): Promise<HostTimeAnswer<Answer>> {
    const { hostId, by, reason } = wanted
    return changeHostTime(trx, wanted, {
      lock: (step) => lockWithHosts(step, wanted, () => ({ hostId })),
      settled: ({ booking, now }) => {
        if (!booking.canBeReassigned(now)) return { outcome: 'not_possible' }
        return booking.hostId === hostId ? { outcome: 'reassigned', booking } : null
      },
      change: async (step, { booking, now }) => {
        const { business, service, startsAt, endsAt, expiresAt } = booking
        const waiting = await lockWaitingMove(step, booking)
        if (waiting?.canBeDecided(now)) return { outcome: 'move_waits' }
        const standIns = await findStandIns(booking, service, step)
        if (!standIns.some(({ id }) => id === hostId)) return { outcome: 'not_a_stand_in' }

        const mover = { booking, business, service, hostId, isOwner: true, isKnown: false }
        const start = { startsAt: startsAt.toMillis(), now }
        const { question, slot } = await requireStart(step, mover, start)
        if (booking.holdsTime) {
          const kept = await claimedHostIds(step, booking)
          await moveClaims(step, booking, {
            ...{ startsAt, endsAt, expiresAt, hostIds: hostsTaken(slot, question, hostId, kept) },
            rules: question.rules,
          })
        }
        const hostReason = { code: 'reassigned' }
        const told = await handOver(step, booking, { hostId, hostReason, by, reason })
        await planReminders(step, booking, now)
        const freed = { serviceId: service.id, startsAt, now, by }
        const owed = [...told, ...(await offerFreedPlaces(step, freed))]
        return { outcome: 'reassigned', booking, owed }
      },
    })
  }
}

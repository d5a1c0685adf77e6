import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { claimedHostIds, claimedRoomIds, inBookingQueue, moveClaims, NotFree } from '#claims'
import {
  type WantedChange,
  type HostTimeAnswer,
  type LockedBooking,
  changeHostTime,
  findBooking,
  giveRoom,
  handOver,
  lockWaitingMove,
  lockWithHosts,
  offerFreedPlaces,
  requireStart,
} from '#steps'
import type Booking from '#models/bookings/booking'
import { deliverAfter, type OwedMail, planReminders } from '#outbox'
import { roomQuestion, roomsOf } from '#queries/bookings/other_rooms'
import { findStandIns } from '#queries/bookings/stand_ins'
import { unavailableCode, type UnavailableCode } from '#scheduling/reasons/refusal_code'
import { roomReasons } from '#scheduling/reasons/room_reasons'
import { hostsTaken } from '#scheduling/slots/taken_slot'
import { retryingTransaction } from '#transactions'

export interface Reassignment extends WantedChange {
  /** Null stays with whoever gives it. */
  hostId: number | null
  /** Left out, it keeps its room where that is free. */
  roomId?: number | null
  reason: string | null
  tellsClient?: boolean
}

type Answer =
  | { outcome: 'reassigned'; booking: Booking }
  | { outcome: 'not_a_stand_in' | 'not_a_room' | 'not_possible' | 'move_waits' }

export type ReassignOutcome =
  | Answer
  | { outcome: 'unavailable'; code: UnavailableCode }
  | { outcome: 'not_found' | 'stale' | 'busy' }

/** One transaction takes the time of the new host or room and frees the former one's, or neither. */
export default class ReassignBooking {
  async handle(wanted: Reassignment): Promise<ReassignOutcome> {
    const found = await findBooking(wanted)
    if (!found) return { outcome: 'not_found' }
    const queued = { serviceId: found.serviceId, hostId: whoseTime(wanted) }
    const done = await deliverAfter(wanted.by, () =>
      inBookingQueue(queued, () => retryingTransaction((trx) => this.take(trx, wanted)))
    )
    return done ?? { outcome: 'busy' }
  }

  private take(trx: Transaction, wanted: Reassignment): Promise<HostTimeAnswer<Answer>> {
    const { hostId, roomId = null, by } = wanted
    return changeHostTime(trx, wanted, {
      lock: (step) => lockWithHosts(step, wanted, () => ({ hostId: whoseTime(wanted) })),
      settled: async ({ booking, now }, step) => {
        if (!booking.canBeReassigned(now)) return { outcome: 'not_possible' }
        const isTheirs = hostId === null || booking.hostId === hostId
        const held = roomId === null ? [] : await claimedRoomIds(step, booking.id)
        const isThere = roomId === null || held.includes(roomId)
        return isTheirs && isThere ? { outcome: 'reassigned', booking } : null
      },
      change: async (step, locked) => {
        const { booking, now } = locked
        const waiting = await lockWaitingMove(step, booking)
        if (waiting?.canBeDecided(now)) return { outcome: 'move_waits' }
        const standIns = hostId === null ? [] : await findStandIns(booking, booking.service, step)
        const standIn = standIns.find(({ id }) => id === hostId)
        if (hostId !== null && hostId !== booking.hostId && !standIn) {
          return { outcome: 'not_a_stand_in' }
        }
        // Where nobody gives it, another host is another room.
        const isRoom = standIn?.kind === 'room' && booking.holdsTime
        const newRoomId = roomId ?? (isRoom ? hostId : null)
        const refused = newRoomId === null ? null : await this.refuseRoom(step, locked, newRoomId)
        if (refused) return { outcome: refused }

        const owed: OwedMail[] = []
        if (standIn && !isRoom) owed.push(...(await this.giveTo(step, locked, standIn.id, wanted)))
        const held = newRoomId === null ? [] : await claimedRoomIds(step, booking.id)
        if (newRoomId !== null && !held.includes(newRoomId)) {
          owed.push(...(await giveRoom(step, booking, { ...wanted, roomId: newRoomId })))
        }
        await planReminders(step, booking, now)
        const { serviceId, startsAt } = booking
        owed.push(...(await offerFreedPlaces(step, { serviceId, startsAt, now, by })))
        return { outcome: 'reassigned', booking, owed }
      },
    })
  }

  /** Only what it holds itself can be another room's. */
  private async refuseRoom(
    step: Transaction,
    { booking, now }: LockedBooking,
    roomId: number
  ): Promise<'not_a_room' | 'not_possible' | null> {
    if (!booking.holdsTime) return 'not_possible'
    const rooms = await roomsOf(booking, step)
    if (!rooms.some(({ id }) => id === roomId)) return 'not_a_room'
    const question = await roomQuestion(booking, now, step)
    const code = unavailableCode(roomReasons(question, roomId, booking.startsAt.toMillis()))
    if (code) throw new NotFree(code)
    return null
  }

  private async giveTo(
    step: Transaction,
    { booking, now }: LockedBooking,
    hostId: number,
    { by, reason, tellsClient }: Reassignment
  ): Promise<OwedMail[]> {
    const { business, service, startsAt, endsAt, expiresAt } = booking
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
    return handOver(step, booking, { hostId, hostReason, by, reason, tellsClient })
  }
}

function whoseTime({ hostId, roomId = null }: Reassignment): number | null {
  return hostId ?? roomId
}

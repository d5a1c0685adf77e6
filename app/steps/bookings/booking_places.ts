import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { joinSession } from '../sessions/join_session.js'
import { chooseFairly, claimTime, moveClaims, releaseClaims, takeSeats } from '#claims'
import { ASKED_FOR } from '#models/bookings/booking'
import type Booking from '#models/bookings/booking'
import type GroupSession from '#models/sessions/group_session'
import type Service from '#models/services/service'
import { hostsTaken, isSharedSlot } from '#scheduling/slots/taken_slot'
import type { Question, Slot } from '#scheduling/types'

export interface NewTime {
  booking: Booking
  service: Service
  question: Question
  slot: Slot
  asksForHost?: boolean
  now: DateTime
}

export interface BookingPlace {
  hostId: number
  hostReason?: Record<string, unknown>
  session: GroupSession | null
}

interface Hold {
  expiresAt: DateTime | null
  moveRequestId?: number
}

/** Null where a session is full by now. */
export async function changePlace(
  trx: Transaction,
  time: NewTime,
  expiresAt: DateTime | null
): Promise<BookingPlace | null> {
  const { booking, question, slot } = time
  if (booking.sessionId === null && !isSharedSlot(slot, question)) {
    const place = await newHost(trx, time)
    if (booking.holdsTime)
      await moveClaims(trx, booking, { ...claimedTime(time, place), expiresAt })
    return place
  }

  // A session that exists is found before anything is given up; a new one may need that time.
  const found = slot.sessionId === undefined ? undefined : await findPlace(trx, time)
  if (found === null) return null
  await releaseClaims(trx, booking)
  const place = found ?? (await findPlace(trx, time))
  if (place) await holdPlace(trx, time, place, { expiresAt })
  return place
}

export async function findPlace(trx: Transaction, time: NewTime): Promise<BookingPlace | null> {
  const { booking, service, question, slot, now } = time
  if (!isSharedSlot(slot, question)) return newHost(trx, time)
  const keepsHost = question.mode === 'any' && slot.hostIds.includes(booking.hostId)
  const wanted = keepsHost ? { ...slot, hostIds: [booking.hostId] } : slot
  const { seats } = booking
  const joined = await joinSession(trx, { service, question, slot: wanted, seats, now })
  if (joined === 'full') return null
  const { session, choice } = joined
  return { hostId: choice.hostId, hostReason: { ...choice.reason }, session }
}

/** Beside the booking's own place; for a move request where one is named. */
export async function holdPlace(
  trx: Transaction,
  time: NewTime,
  place: BookingPlace,
  { expiresAt, moveRequestId }: Hold
): Promise<void> {
  const { booking } = time
  if (place.session) {
    const { id: bookingId, seats } = booking
    return takeSeats(trx, { session: place.session, bookingId, seats, expiresAt })
  }
  await claimTime(trx, booking, { ...claimedTime(time, place), expiresAt }, moveRequestId)
}

async function newHost(trx: Transaction, time: NewTime): Promise<BookingPlace> {
  const { booking, service, question, slot, now } = time
  const wanted = time.asksForHost && question.mode === 'any' && { hostReason: { ...ASKED_FOR } }
  if (slot.hostIds.includes(booking.hostId)) {
    return { hostId: booking.hostId, ...wanted, session: null }
  }
  const { hostId, reason } = await chooseFairly(trx, service.id, slot.hostIds, now)
  return { hostId, hostReason: { ...reason }, ...wanted, session: null }
}

function claimedTime({ slot, question }: NewTime, { hostId }: BookingPlace) {
  return {
    startsAt: DateTime.fromMillis(slot.start, { zone: 'utc' }),
    endsAt: DateTime.fromMillis(slot.end, { zone: 'utc' }),
    hostIds: hostsTaken(slot, question, hostId),
    rules: question.rules,
  }
}

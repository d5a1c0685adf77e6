import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { closeMoveRequest, lockWaitingMove } from './close_move_request.js'
import { rearmAfterBooking } from '../links/rearm_after_booking.js'
import { releaseClaims } from '#claims'
import { offerFreedPlaces } from '../waitlist/offer_freed_places.js'
import { recordChange } from '#history'
import type Booking from '#models/bookings/booking'
import type { EventDetails } from '#models/bookings/booking_event'
import { type OwedMail, oweNotifications, planReminders } from '#outbox'

interface CallingOff {
  now: DateTime
  actor: 'client' | 'user'
  userId: number | null
  reason: string | null
  requestId: string | null
  details?: EventDetails
  audience?: 'calendars' | 'both'
}

export async function callOff(
  trx: Transaction,
  booking: Booking,
  { now, actor, userId, reason, requestId, details, audience = 'both' }: CallingOff
): Promise<OwedMail[]> {
  const who = { actor, userId, requestId }
  const move = await lockWaitingMove(trx, booking)
  if (move) {
    const to = move.canBeDecided(now) ? 'withdrawn' : 'expired'
    await closeMoveRequest(trx, { booking, move, to, ...who })
  }
  const from = booking.status
  await booking
    .merge({
      status: 'cancelled',
      expiresAt: null,
      calendarSequence: booking.calendarSequence + 1,
    })
    .save()
  await releaseClaims(trx, booking)
  await rearmAfterBooking(trx, booking)
  await recordChange(trx, { booking, from, to: 'cancelled', reason, details, ...who })
  await planReminders(trx, booking, now)
  const told = await oweNotifications(trx, {
    booking,
    type: 'booking_cancelled',
    audience,
    exceptUserId: userId,
    requestId,
  })
  const { serviceId, startsAt } = booking
  const offered = await offerFreedPlaces(trx, { serviceId, startsAt, now, requestId })
  return [...told, ...offered]
}

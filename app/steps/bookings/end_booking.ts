import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { dropWaitingMove, lockWaitingMove } from './close_move_request.js'
import { rearmAfterBooking } from '../links/rearm_after_booking.js'
import { offerFreedPlaces } from '../waitlist/offer_freed_places.js'
import { releaseClaims } from '#claims'
import { recordChange } from '#history'
import type Booking from '#models/bookings/booking'
import type { EventDetails } from '#models/bookings/booking_event'
import type { By } from '#models/by'
import { type OwedMail, oweNotifications, planReminders } from '#outbox'

interface Ending {
  to: 'cancelled' | 'rejected' | 'expired'
  by: By
  now: DateTime
  reason?: string | null
  details?: EventDetails
  isWithSession?: boolean
  tellsClient?: boolean
}

/** Its time is free again, and goes to whoever waits for it. */
export async function endBooking(
  trx: Transaction,
  booking: Booking,
  ending: Ending
): Promise<OwedMail[]> {
  const told = await closeBooking(trx, booking, ending)
  const { serviceId, startsAt } = booking
  const { now, by } = ending
  return [...told, ...(await offerFreedPlaces(trx, { serviceId, startsAt, now, by }))]
}

/** For one that held no time: nothing becomes free. */
export async function closeBooking(
  trx: Transaction,
  booking: Booking,
  { to, by, now, reason = null, details, isWithSession, tellsClient }: Ending
): Promise<OwedMail[]> {
  const from = booking.status
  if (to === 'cancelled') {
    const move = await lockWaitingMove(trx, booking)
    await dropWaitingMove(trx, booking, { move, by, now })
    booking.merge({ calendarSequence: booking.calendarSequence + 1 })
  }
  if (to === 'rejected') booking.merge({ rejectionReason: reason })
  if (to !== 'expired') booking.merge({ expiresAt: null })
  await booking.merge({ status: to }).save()
  await releaseClaims(trx, booking)
  await rearmAfterBooking(trx, booking)
  await recordChange(trx, { booking, from, to, by, reason, details })
  if (to === 'cancelled') await planReminders(trx, booking, now)
  return oweNotifications(trx, { booking, type: `booking_${to}`, isWithSession, tellsClient, by })
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { answerBy } from './answer_by.js'
import { recordChange, timeOf } from '#history'
import type Booking from '#models/bookings/booking'
import type { Override } from '#models/bookings/booking_event'
import type { By } from '#models/by'
import { oweNotifications, type OwedMail, planReminders } from '#outbox'

interface Moving {
  place: Pick<Booking, 'startsAt' | 'endsAt'> &
    Partial<Pick<Booking, 'hostId' | 'hostReason' | 'sessionId' | 'holdsTime' | 'overrides'>>
  now: DateTime
  by: By
  reason: string | null
  rule?: 'returning_client' | null
  overrides?: Override[]
  isWithSession?: boolean
  tellsClient?: boolean
}

/** Once the time is claimed: the booking, its history, its reminders, and who is told. */
export async function recordMove(
  trx: Transaction,
  booking: Booking,
  { place, now, by, reason, rule, overrides = [], ...moving }: Moving
): Promise<OwedMail[]> {
  const { status } = booking
  const isRequest = status === 'pending'
  const from = timeOf(booking)
  await booking
    .merge({
      ...place,
      expiresAt: booking.expiresAt && answerBy(place.startsAt, now, booking.expiresAt),
      calendarSequence: booking.calendarSequence + 1,
      // They answered about the time that it had.
      isComing: null,
      clientMoves: booking.clientMoves + (by.actor === 'client' ? 1 : 0),
    })
    .save()
  const times = { kind: 'moved', from, to: timeOf(booking) } as const
  const details = { ...times, ...(overrides.length > 0 && { overrides }) }
  await recordChange(trx, { booking, from: status, to: status, by, reason, rule, details })
  await planReminders(trx, booking, now)
  return oweNotifications(trx, {
    booking,
    type: isRequest ? 'booking_requested' : 'booking_rescheduled',
    isWithSession: moving.isWithSession,
    tellsClient: moving.tellsClient,
    formerHostId: isRequest ? null : from.hostId,
    by,
  })
}

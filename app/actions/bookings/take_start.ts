import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { recordChange } from '#actions/bookings/record_change'
import { refusalCode, type UnavailableCode } from '#actions/bookings/refusal_code'
import { writeBooking, type Client } from '#actions/bookings/write_booking'
import { oweNotifications, type OwedMail } from '#actions/notifications/owe_notifications'
import { planReminders } from '#actions/notifications/plan_reminders'
import type Booking from '#models/booking'
import type { ClientAnswer } from '#models/client_question'
import type { approvalNeeded } from '#queries/approval_needed'
import type { BookedBusiness, BookedService } from '#queries/find_bookable'
import type { LinkRules } from '#queries/links/link_rules'
import { loadQuestion } from '#queries/load_availability'
import { findSlots } from '#scheduling/slots'
import type { Instant } from '#scheduling/types'

export interface Wanted {
  business: BookedBusiness
  service: BookedService
  link: LinkRules | null
  startsAt: Instant
  hostId: number | null
  sessionId: number | null
  seats: number
  durationMinutes: number | null
  client: Client
  answers: ClientAnswer[]
  approval: Awaited<ReturnType<typeof approvalNeeded>>
  /** Of the business's people, where it was not the client. */
  userId: number | null
  /** The dates that it is booked together with. */
  seriesId: number | null
  requestId: string | null
  now: DateTime
}

export type Taken =
  | { outcome: 'taken'; booking: Booking; owed: OwedMail[] }
  | { outcome: 'refused'; code: UnavailableCode }

/**
 * Takes one start, once its hosts are locked: asks the engine by the clock that was read under the
 * locks, then writes the booking with its claim, its history and the messages it causes.
 */
export async function takeStart(trx: Transaction, wanted: Wanted): Promise<Taken> {
  const { startsAt, sessionId, approval, userId, requestId, now } = wanted
  const range = { start: startsAt, end: startsAt + 1 }
  const question = await loadQuestion({ ...wanted, range, now: now.toMillis() }, trx)
  const slot = findSlots(question).find(
    (each) => sessionId === null || each.sessionId === sessionId
  )
  if (!slot) return { outcome: 'refused', code: refusalCode(question, startsAt) }

  const isRequest = approval === 'yes'
  const booking = await writeBooking(trx, { ...wanted, question, slot, isRequest })
  if (!booking) return { outcome: 'refused', code: 'slot_taken' }

  await recordChange(trx, {
    booking,
    from: null,
    to: booking.status,
    actor: userId === null ? 'client' : 'user',
    userId,
    rule: approval === 'waived' ? 'returning_client' : null,
    requestId,
  })
  await planReminders(trx, booking, now)
  const owed = await oweNotifications(trx, {
    booking,
    type: isRequest ? 'booking_requested' : 'booking_confirmed',
    audience: 'both',
    exceptUserId: userId,
    requestId,
  })
  return { outcome: 'taken', booking, owed }
}

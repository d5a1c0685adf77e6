import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import BookingEvent, { type MoveKind } from '#models/bookings/booking_event'
import { asReader } from '#transactions'

/** What the business notes down for itself. */
const OF_THE_BUSINESS: MoveKind[] = ['noted', 'corrected']

/** What became of a booking of theirs, the first thing first. */
export function portalHistory(email: string, bookingId: number): Promise<BookingEvent[]> {
  return asReader(email, (trx) => eventsOfBookings([bookingId], trx))
}

export async function eventsOfBookings(
  bookingIds: number[],
  client: Transaction
): Promise<BookingEvent[]> {
  const events = await BookingEvent.query({ client }).whereIn('bookingId', bookingIds).orderBy('id')
  return events.filter(({ details }) => !details.kind || !OF_THE_BUSINESS.includes(details.kind))
}

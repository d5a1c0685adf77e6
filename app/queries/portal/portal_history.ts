import BookingEvent, { type MoveKind } from '#models/bookings/booking_event'

/** What the business notes down for itself. */
const OF_THE_BUSINESS: MoveKind[] = ['noted', 'corrected']

/** What became of a booking, the first thing first. */
export function portalHistory(bookingId: number): Promise<BookingEvent[]> {
  return wholePortalHistory([bookingId])
}

export async function wholePortalHistory(bookingIds: number[]): Promise<BookingEvent[]> {
  const events = await BookingEvent.query().whereIn('bookingId', bookingIds).orderBy('id')
  return events.filter(({ details }) => !details.kind || !OF_THE_BUSINESS.includes(details.kind))
}

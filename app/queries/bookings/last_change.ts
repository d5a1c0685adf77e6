import type Booking from '#models/bookings/booking'
import BookingEvent from '#models/bookings/booking_event'

export async function wasLastMoved({ id }: Booking): Promise<boolean> {
  const last = await BookingEvent.query()
    .where('booking_id', id)
    .whereRaw("coalesce(details->>'kind', 'moved') = 'moved'")
    .orderBy('id', 'desc')
    .first()
  return last?.kind === 'moved'
}

/** The same of several. */
export async function lastMovedAmong(bookings: readonly Booking[]): Promise<Set<number>> {
  const events = await BookingEvent.query()
    .whereIn(
      'booking_id',
      bookings.map(({ id }) => id)
    )
    .whereRaw("coalesce(details->>'kind', 'moved') = 'moved'")
    .distinctOn('booking_id')
    .orderBy('booking_id')
    .orderBy('id', 'desc')
  return new Set(events.filter(({ kind }) => kind === 'moved').map((event) => event.bookingId))
}

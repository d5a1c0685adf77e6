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

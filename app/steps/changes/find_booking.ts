import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import Booking from '#models/bookings/booking'

export interface BookingIds {
  businessId: number
  bookingId: number
}

/** With its service, and its business with the settings. */
export async function findBooking(
  { businessId, bookingId }: BookingIds,
  client?: Transaction
): Promise<Booking | null> {
  const booking = await Booking.query({ client })
    .where({ businessId, id: bookingId })
    .preload('service')
    .first()
  // One after another: preloads go out at once, and a transaction has one connection.
  await booking?.load('business', (business) => business.preload('settings'))
  return booking
}

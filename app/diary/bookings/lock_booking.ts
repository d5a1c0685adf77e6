import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import Booking from '#models/bookings/booking'
import { databaseNow } from '#transactions'

interface LockedBooking {
  booking: Booking
  /** The database's clock, read after the row was locked. */
  now: DateTime
}

export async function lockBooking(
  trx: Transaction,
  businessId: number,
  bookingId: number
): Promise<LockedBooking | null> {
  const booking = await Booking.query({ client: trx })
    .where({ businessId, id: bookingId })
    .forUpdate()
    .first()
  if (!booking) return null
  return { booking, now: await databaseNow(trx) }
}

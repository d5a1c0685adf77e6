import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'

/** Usable again where its setting says so; it does not hold its former times again. */
export async function rearmAfterBooking(
  trx: Transaction,
  { oneTimeLinkId }: Booking
): Promise<void> {
  if (oneTimeLinkId === null) return
  await trx
    .from('one_time_links')
    .where({ id: oneTimeLinkId, rearms_on_cancel: true })
    .update({ spent_at: null, updated_at: trx.raw('clock_timestamp()') })
}

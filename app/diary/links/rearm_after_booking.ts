import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'

/**
 * Its booking has ended, so the link may be used again where its setting says so. What it held
 * before stays free; its times are on offer while they are.
 */
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

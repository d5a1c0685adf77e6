import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'

/** Whether a booking through it stands: one that was cancelled or declined leaves it free again. */
export async function hasStandingBooking(
  oneTimeLinkId: number,
  client: QueryClient = db.connection()
): Promise<boolean> {
  const standing: unknown = await client
    .from('bookings')
    .where({ one_time_link_id: oneTimeLinkId })
    .whereNotIn('status', ['cancelled', 'rejected', 'expired'])
    .first()
  return Boolean(standing)
}

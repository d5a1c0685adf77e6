import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'
import { sql } from '#transactions'

/** Whose request is confirmed for the first time is a lead no more. */
export async function confirmClient(
  trx: Transaction,
  { clientId }: Pick<Booking, 'clientId'>
): Promise<void> {
  if (clientId === null) return
  await sql(
    trx,
    `update clients set client_since = clock_timestamp(), updated_at = clock_timestamp()
      where id = :clientId and client_since is null`,
    { clientId }
  )
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { oweCallInstead } from './owe_calls.js'
import { sql } from '#transactions'

/** Whoever has that number stopped them: what still waits is told by a call, where nothing else tells it. */
export async function dropTextsTo(trx: Transaction, number: string): Promise<void> {
  const dropped = await sql<{ id: number }>(
    trx,
    `update notifications
     set status = 'dropped', last_error = 'number_stopped', leased_until = null
     from bookings
     where bookings.texts_to = :number and notifications.booking_id = bookings.id
       and channel = 'sms' and notifications.status = 'queued'
     returning notifications.id`,
    { number }
  )
  if (dropped.length > 0)
    await oweCallInstead(
      trx,
      dropped.map(({ id }) => id)
    )
}

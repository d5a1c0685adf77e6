import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { Message } from '#messages'
import type { By } from '#models/by'
import type BookingLink from '#models/links/booking_link'
import { oweEachTime } from '#outbox'

/** The sweep delivers it: nobody waits for it. */
export async function tellOfLink(
  trx: Transaction,
  { id, businessId }: BookingLink,
  { tells, by }: { tells: Message; by: By }
): Promise<void> {
  await oweEachTime(trx, tells, { businessId, subject: { type: 'booking_link', id }, by })
}

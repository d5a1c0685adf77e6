import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { LockedBooking } from '../changes/lock_booking.js'
import { recordChange } from '#history'
import type { By } from '#models/by'
import { planFollowUp, planReminders } from '#outbox'

interface Switching {
  tellsClient: boolean
  by: By
}

/** From now on: what happened before is not told any more, and reminders that are due already are not sent. */
export async function switchMessages(
  trx: Transaction,
  { booking, now }: LockedBooking,
  { tellsClient, by }: Switching
): Promise<void> {
  const { status } = booking
  await booking.merge({ tellsClient }).save()
  const kind = tellsClient ? 'messages_on' : 'messages_off'
  await recordChange(trx, { booking, from: status, to: status, by, details: { kind } })
  await planReminders(trx, booking, now)
  await planFollowUp(trx, booking)
}

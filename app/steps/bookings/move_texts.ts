import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { textNumber } from '#formats/contacts/phone_numbers'
import type Booking from '#models/bookings/booking'
import Business from '#models/settings/business'
import { planReminders } from '#outbox'
import { databaseNow } from '#transactions'

/** Whoever agreed to be texted is, at the number that was put right; at none where it is no number. */
export async function moveTexts(trx: Transaction, booking: Booking): Promise<void> {
  const { businessId, clientPhone, textsAgreedAt } = booking
  if (textsAgreedAt === null) return
  const business = await Business.findOrFail(businessId, { client: trx })
  const textsTo = clientPhone === null ? null : textNumber(clientPhone, business)
  await booking.merge({ textsTo }).save()
  await planReminders(trx, booking, await databaseNow(trx))
}

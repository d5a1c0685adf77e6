import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { releaseClaims } from '#claims'
import { waitlistBooked } from '#messages'
import type Booking from '#models/bookings/booking'
import type { By } from '#models/by'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { oweEachTime, type OwedMail } from '#outbox'
import { lockRow } from '#transactions'

/** Gives its time to the booking's transaction, hosts locked. Null where the offer is over. */
export async function takeUpOffer(
  trx: Transaction,
  offerId: number,
  now: DateTime
): Promise<WaitlistOffer | null> {
  const { entryId } = await WaitlistOffer.findOrFail(offerId, { client: trx })
  await lockRow(trx, WaitlistEntry, { id: entryId })
  const offer = await WaitlistOffer.findOrFail(offerId, { client: trx })
  if (!offer.isOpenAt(now)) return null
  await releaseClaims(trx, offer)
  return offer
}

export async function fulfilOffer(
  trx: Transaction,
  offer: WaitlistOffer,
  { booking, by }: { booking: Booking; by: By }
): Promise<OwedMail[]> {
  await offer.useTransaction(trx).merge({ status: 'taken', bookingId: booking.id }).save()
  await trx.from('waitlist_entries').where('id', offer.entryId).update({ status: 'booked' })
  const subject = { type: 'waitlist_entry' as const, id: offer.entryId }
  return oweEachTime(trx, waitlistBooked, { businessId: offer.businessId, subject, by })
}

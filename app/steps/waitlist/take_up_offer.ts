import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { releaseClaims } from '#claims'
import type Booking from '#models/bookings/booking'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
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
  booking: Booking
): Promise<void> {
  await offer.useTransaction(trx).merge({ status: 'taken', bookingId: booking.id }).save()
  await trx.from('waitlist_entries').where('id', offer.entryId).update({ status: 'booked' })
}

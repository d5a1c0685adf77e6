import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import type { OwedMail } from '#actions/notifications/owe_notifications'
import { offerFreedPlaces } from '#actions/waitlist/offer_freed_places'
import { releaseClaims } from '#claims'
import type WaitlistEntry from '#models/waitlist_entry'
import type WaitlistOffer from '#models/waitlist_offer'

interface Closing {
  /** Locked. */
  entry: WaitlistEntry
  offer: WaitlistOffer
  to: 'declined' | 'expired'
  now: DateTime
  requestId: string | null
}

/** An offer was not taken: what it held passes on to the next. */
export async function closeOffer(
  trx: Transaction,
  { entry, offer, to, now, requestId }: Closing
): Promise<OwedMail[]> {
  await offer.useTransaction(trx).merge({ status: to }).save()
  await entry
    .useTransaction(trx)
    .merge({ status: to === 'declined' ? 'left' : 'passed' })
    .save()
  await releaseClaims(trx, offer)
  const { serviceId } = entry
  return offerFreedPlaces(trx, { serviceId, startsAt: offer.startsAt, now, requestId })
}

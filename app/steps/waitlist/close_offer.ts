import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { offerFreedPlaces } from './offer_freed_places.js'
import { releaseClaims } from '#claims'
import { waitlistLeft } from '#messages'
import type { By } from '#models/by'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import { oweEachTime, type OwedMail } from '#outbox'

interface Closing {
  entry: WaitlistEntry
  offer: WaitlistOffer
  to: 'declined' | 'expired'
  now: DateTime
  by: By
}

export async function closeOffer(
  trx: Transaction,
  { entry, offer, to, now, by }: Closing
): Promise<OwedMail[]> {
  await offer.useTransaction(trx).merge({ status: to }).save()
  await entry
    .useTransaction(trx)
    .merge({ status: to === 'declined' ? 'left' : 'passed' })
    .save()
  await releaseClaims(trx, offer)
  const { id, businessId, serviceId } = entry
  const subject = { type: 'waitlist_entry' as const, id }
  const told =
    to === 'declined' ? await oweEachTime(trx, waitlistLeft, { businessId, subject, by }) : []
  const freed = { serviceId, startsAt: offer.startsAt, now, by }
  return [...told, ...(await offerFreedPlaces(trx, freed))]
}

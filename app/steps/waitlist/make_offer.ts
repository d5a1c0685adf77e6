import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { holdTime } from './hold.js'
import type { By } from '#models/by'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { placeOffered, waitlistOffered, waitlistToCall } from '#messages'
import { owe, type OwedMail } from '#outbox'
import { type Waiting, waitedForQuestion } from '#queries/waitlist/waited_for'
import { withKeptSeats } from '#scheduling/slots/sessions'
import { findSlots } from '#scheduling/slots/slots'
import { lastMoment } from '#scheduling/rules/terms'
import type { Span } from '#scheduling/types'

/** How long an offer is open, and the shortest that is of use. */
const OFFER = { minutes: 30 }
/** Whoever has to be called is not always reached at once. */
const OFFER_BY_PHONE = { hours: 3 }
const SHORTEST_OFFER = { minutes: 5 }

interface Offering {
  entry: WaitlistEntry
  waiting: Waiting
  range: Span
  now: DateTime
  by: By
  /** To somebody who was chosen, and not to whoever is next. */
  isByHand?: boolean
}

/** The hosts must be locked, so that what is free stays so. Null where nothing is free. */
export async function makeOffer(
  trx: Transaction,
  { entry, waiting, range, now, by, isByHand = false }: Offering
): Promise<OwedMail[] | null> {
  const asked = await waitedForQuestion(entry, waiting, range, now.toMillis(), trx)
  const question = withKeptSeats(asked)
  const soonest = now.plus(SHORTEST_OFFER).toMillis()
  const slot = findSlots(question).find((each) => lastMoment(question, each) > soonest)
  if (!slot) return null

  const last = DateTime.fromMillis(lastMoment(question, slot), { zone: 'utc' })
  const isByPhone = entry.clientEmail === null
  const expiresAt = DateTime.min(now.plus(isByPhone ? OFFER_BY_PHONE : OFFER), last)
  const { service } = waiting
  const offeredBy = isByHand ? by.userId : null
  const held = { entry, service, question, slot, now, expiresAt, offeredBy }
  const offer = await holdTime(trx, held)
  if (!offer) return null
  await entry.useTransaction(trx).merge({ status: 'offered' }).save()
  const owed = {
    businessId: entry.businessId,
    subject: { type: 'waitlist_entry' as const, id: entry.id },
    occurrence: offer.id,
    by,
  }
  if (!isByPhone) return owe(trx, waitlistOffered, { ...owed, data: { offerId: offer.id } })
  if (isByHand) return owe(trx, placeOffered, owed)
  const data = { service: service.name, sessionId: offer.sessionId }
  return owe(trx, waitlistToCall, { ...owed, data })
}

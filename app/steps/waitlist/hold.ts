import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { joinSession } from '../sessions/join_session.js'
import { chooseFairly, claimTime, openHolder, takeSeats } from '#claims'
import type Service from '#models/services/service'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { hostsTaken, isSharedSlot } from '#scheduling/slots/taken_slot'
import type { Question, Slot } from '#scheduling/types'

interface Held {
  entry: WaitlistEntry
  service: Service
  question: Question
  slot: Slot
  now: DateTime
  expiresAt: DateTime
  /** Null where it goes to whoever is next. */
  offeredBy: number | null
}

export async function holdTime(trx: Transaction, held: Held): Promise<WaitlistOffer | null> {
  const { entry, service, question, slot, now, expiresAt, offeredBy } = held
  const { businessId, seats } = entry
  const isShared = isSharedSlot(slot, question)
  const joined = isShared ? await joinSession(trx, { service, question, slot, seats, now }) : null
  if (joined === 'full') return null
  const choice = joined?.choice ?? (await chooseFairly(trx, service.id, slot.hostIds, now))

  const id = await openHolder(trx, businessId)
  const offer = await new WaitlistOffer()
    .useTransaction(trx)
    .fill({
      id,
      businessId,
      entryId: entry.id,
      hostId: choice.hostId,
      sessionId: joined?.session.id ?? null,
      startsAt: DateTime.fromMillis(slot.start, { zone: 'utc' }),
      endsAt: DateTime.fromMillis(slot.end, { zone: 'utc' }),
      expiresAt,
      offeredBy,
      status: 'open',
    })
    .save()

  if (joined) {
    await takeSeats(trx, { session: joined.session, offerId: offer.id, seats, expiresAt })
    return offer
  }
  await claimTime(
    trx,
    { id: offer.id, businessId, serviceId: service.id },
    {
      startsAt: offer.startsAt,
      endsAt: offer.endsAt,
      hostIds: hostsTaken(slot, question, choice.hostId),
      rules: question.rules,
      expiresAt,
    }
  )
  return offer
}

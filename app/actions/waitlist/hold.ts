import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { claimTime } from '#actions/bookings/booking_claims'
import { joinSession } from '#actions/sessions/join_session'
import { lockSession, settleSession, takeSeats } from '#actions/sessions/session_seats'
import type Service from '#models/service'
import type WaitlistEntry from '#models/waitlist_entry'
import WaitlistOffer from '#models/waitlist_offer'
import { chooseFairly } from '#queries/host_fairness'
import type { Question, Slot } from '#scheduling/types'

interface Held {
  entry: WaitlistEntry
  service: Service
  question: Question
  slot: Slot
  now: DateTime
  expiresAt: DateTime
}

/** Takes a free time from everybody else, as a booking would; null where it is gone. */
export async function holdTime(trx: Transaction, held: Held): Promise<WaitlistOffer | null> {
  const { entry, service, question, slot, now, expiresAt } = held
  const { businessId, seats } = entry
  const isShared = slot.sessionId !== undefined || question.rules.capacity > 1
  const joined = isShared ? await joinSession(trx, { service, question, slot, seats, now }) : null
  if (joined === 'full') return null
  const choice = joined?.choice ?? (await chooseFairly(trx, service.id, slot.hostIds, now))

  const [{ id }] = await trx
    .insertQuery<{ id: number }>()
    .table('holders')
    .insert({ business_id: businessId })
    .returning('id')
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
      hostIds: question.mode === 'collective' ? slot.hostIds : [choice.hostId],
      rules: question.rules,
      expiresAt,
    }
  )
  return offer
}

/** Gives back what an offer held; doing it twice changes nothing. */
export async function releaseHold(
  trx: Transaction,
  { id, sessionId }: WaitlistOffer
): Promise<void> {
  if (sessionId === null) {
    await trx
      .from('claims')
      .where('holder_id', id)
      .whereNull('released_at')
      .update({ released_at: trx.raw('clock_timestamp()') })
    return
  }
  const session = await lockSession(trx, sessionId)
  await trx
    .from('session_seats')
    .where('offer_id', id)
    .whereNull('released_at')
    .update({ released_at: trx.raw('clock_timestamp()') })
  await settleSession(trx, session)
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { answerBy } from './answer_by.js'
import { findPlace, holdPlace, type NewTime } from './booking_places.js'
import { NotFree, openHolder } from '#claims'
import { recordChange, timeOf } from '#history'
import type Business from '#models/settings/business'
import MoveRequest from '#models/bookings/move_request'
import type { By } from '#models/by'
import { oweNotifications, type OwedMail } from '#outbox'

interface MoveWanted extends NewTime {
  business: Business
  by: By
  reason: string | null
}

/** Held until answered, by whichever start is the first. */
export async function requestMove(trx: Transaction, wanted: MoveWanted): Promise<OwedMail[]> {
  const { booking, business, slot, now, by, reason } = wanted
  const place = await findPlace(trx, wanted)
  if (!place) throw new NotFree()
  const startsAt = DateTime.fromMillis(slot.start, { zone: 'utc' })
  const endsAt = DateTime.fromMillis(slot.end, { zone: 'utc' })
  const first = DateTime.min(startsAt, booking.startsAt)
  const atMost = now.plus({ hours: business.settings.bookingExpiryHours })
  const expiresAt = answerBy(first, now, atMost)

  const id = await openHolder(trx, business.id)
  const proposed = await new MoveRequest()
    .useTransaction(trx)
    .fill({
      id,
      businessId: business.id,
      bookingId: booking.id,
      hostId: place.hostId,
      sessionId: place.session?.id ?? null,
      status: 'pending',
      startsAt,
      endsAt,
      reason,
      expiresAt,
      requestId: by.requestId,
    })
    .save()
  await holdPlace(trx, wanted, place, { expiresAt, moveRequestId: proposed.id })
  await booking.merge({ clientMoves: booking.clientMoves + 1 }).save()

  await recordChange(trx, {
    booking,
    from: booking.status,
    to: booking.status,
    by,
    reason,
    details: { kind: 'move_requested', from: timeOf(booking), to: timeOf(proposed) },
  })
  return oweNotifications(trx, {
    booking,
    type: 'move_requested',
    moveRequestId: proposed.id,
    by,
  })
}

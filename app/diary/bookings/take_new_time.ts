import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { changePlace, type NewTime } from './booking_places.js'
import { offerFreedPlaces } from '../waitlist/offer_freed_places.js'
import { recordChange, timeOf } from '#history'
import type { Override } from '#models/bookings/booking_event'
import { type OwedMail, oweNotifications, planReminders } from '#outbox'

interface Taking extends NewTime {
  actor: 'client' | 'user'
  userId: number | null
  reason: string | null
  overrides: Override[]
  rule?: 'returning_client' | null
  requestId: string | null
}

export async function takeNewTime(trx: Transaction, taking: Taking): Promise<OwedMail[] | null> {
  const { booking, slot, actor, userId, reason, overrides, rule, requestId } = taking
  const from = timeOf(booking)
  const left = booking.startsAt
  const startsAt = DateTime.fromMillis(slot.start, { zone: 'utc' })
  const isRequest = booking.status === 'pending'
  const expiresAt = booking.expiresAt && DateTime.min(booking.expiresAt, startsAt)
  const place = await changePlace(trx, taking, expiresAt)
  if (!place) return null

  const { session, ...host } = place
  await booking
    .merge({
      startsAt,
      endsAt: DateTime.fromMillis(slot.end, { zone: 'utc' }),
      ...host,
      sessionId: session?.id ?? null,
      holdsTime: booking.holdsTime || session !== null,
      expiresAt,
      calendarSequence: booking.calendarSequence + 1,
      clientMoves: booking.clientMoves + (actor === 'client' ? 1 : 0),
    })
    .save()
  await recordChange(trx, {
    booking,
    from: booking.status,
    to: booking.status,
    actor,
    userId,
    reason,
    rule,
    details: {
      kind: 'moved',
      from,
      to: timeOf(booking),
      ...(overrides.length > 0 && { overrides }),
    },
    requestId,
  })
  await planReminders(trx, booking, taking.now)
  const told = await oweNotifications(trx, {
    booking,
    type: isRequest ? 'booking_requested' : 'booking_rescheduled',
    audience: 'both',
    formerHostId: isRequest ? null : from.hostId,
    exceptUserId: userId,
    requestId,
  })
  if (isRequest && from.hostId !== booking.hostId) {
    const lost = await oweNotifications(trx, {
      booking,
      type: 'booking_rescheduled',
      audience: 'former_host',
      formerHostId: from.hostId,
      exceptUserId: userId,
      requestId,
    })
    told.push(...lost)
  }
  const { serviceId } = booking
  const freed = { serviceId, startsAt: left, now: taking.now, requestId }
  return [...told, ...(await offerFreedPlaces(trx, freed))]
}

import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { moveClaims } from '#actions/bookings/booking_claims'
import { timeOf } from '#actions/bookings/close_move_request'
import { recordChange } from '#actions/bookings/record_change'
import { oweNotifications, type OwedMail } from '#actions/notifications/owe_notifications'
import { planReminders } from '#actions/notifications/plan_reminders'
import type Booking from '#models/booking'
import type { Override } from '#models/booking_event'
import type Service from '#models/service'
import { chooseFairly } from '#queries/host_fairness'
import type { Question, Slot } from '#scheduling/types'

export interface NewTime {
  booking: Booking
  service: Service
  question: Question
  slot: Slot
  now: DateTime
}

interface Taking extends NewTime {
  actor: 'client' | 'user'
  userId: number | null
  reason: string | null
  /** What the business set aside; empty where a client moves. */
  overrides: Override[]
  requestId: string | null
}

/** Puts a booking where it was found to be free: its claims, itself, its history and its messages. */
export async function takeNewTime(trx: Transaction, taking: Taking): Promise<OwedMail[]> {
  const { booking, slot, question, actor, userId, reason, overrides, requestId } = taking
  const from = timeOf(booking)
  const host = await newHost(trx, taking)
  const startsAt = DateTime.fromMillis(slot.start, { zone: 'utc' })
  const isRequest = booking.status === 'pending'
  const expiresAt = booking.expiresAt && DateTime.min(booking.expiresAt, startsAt)

  await booking
    .merge({
      startsAt,
      endsAt: DateTime.fromMillis(slot.end, { zone: 'utc' }),
      ...host,
      expiresAt,
      calendarSequence: booking.calendarSequence + 1,
      clientMoves: booking.clientMoves + (actor === 'client' ? 1 : 0),
    })
    .save()
  await moveClaims(trx, booking, {
    startsAt: booking.startsAt,
    endsAt: booking.endsAt,
    hostIds: question.mode === 'collective' ? slot.hostIds : [booking.hostId],
    rules: question.rules,
    expiresAt,
  })
  await recordChange(trx, {
    booking,
    from: booking.status,
    to: booking.status,
    actor,
    userId,
    reason,
    details: {
      kind: 'moved',
      from,
      to: timeOf(booking),
      ...(actor === 'user' && overrides.length > 0 && { overrides }),
    },
    requestId,
  })
  await planReminders(trx, booking, taking.now)
  return oweNotifications(trx, {
    booking,
    type: isRequest ? 'booking_requested' : 'booking_rescheduled',
    audience: 'both',
    exceptUserId: userId,
    requestId,
  })
}

/** A booking keeps its host where they are free. */
export async function newHost(
  trx: Transaction,
  { booking, service, slot, now }: NewTime
): Promise<{ hostId: number; hostReason?: Record<string, unknown> }> {
  if (slot.hostIds.includes(booking.hostId)) return { hostId: booking.hostId }
  const { hostId, reason } = await chooseFairly(trx, service.id, slot.hostIds, now)
  return { hostId, hostReason: { ...reason } }
}

import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { loadAgendas } from '#queries/day_agenda'
import { hasNearerReminder } from '#queries/nearer_reminder'
import Booking from '#models/booking'
import BookingEvent from '#models/booking_event'
import Membership from '#models/membership'
import MoveRequest from '#models/move_request'
import Notification from '#models/notification'

/** What a notification speaks about, read afresh; null when its booking or its reader is gone. */
export async function loadOccasion(notification: Notification, now: DateTime) {
  const booking = await Booking.query()
    .where('id', notification.bookingId ?? 0)
    .preload('business')
    .preload('service')
    .preload('host')
    .preload('link')
    .first()
  if (!booking) return null

  const staff = notification.userId ? await findMember(booking, notification.userId) : null
  if (notification.userId && !staff) return null
  if (!staff && !booking.clientEmail) return null

  return {
    booking,
    staff,
    change: await findLastChange(booking, notification.type === 'booking_rescheduled'),
    move: await findMove(booking, notification.data.moveRequestId),
    agenda: notification.userId ? await loadDay(booking, now) : [],
    inReplyTo: await findFirstMessageId(notification),
    hasNearer: await hasNearerReminder(notification, booking, now),
  }
}

async function findMember({ businessId }: Booking, userId: number) {
  const membership = await Membership.query().where({ businessId, userId }).preload('user').first()
  return membership?.user ?? null
}

/** Of its status, or else of its time. */
function findLastChange(booking: Booking, isMove: boolean): Promise<BookingEvent | null> {
  return BookingEvent.query()
    .where({ bookingId: booking.id, toStatus: booking.status })
    .if(
      isMove,
      (query) => query.whereRaw(`details->>'kind' = 'moved'`),
      (query) => query.whereRaw(`details->>'kind' is null`)
    )
    .preload('user')
    .orderBy('id', 'desc')
    .first()
}

/** The move that a message's data names, if it is about one. */
export async function findMove(
  booking: Booking,
  id: unknown,
  client?: QueryClient
): Promise<MoveRequest | null> {
  if (typeof id !== 'number') return null
  return MoveRequest.query({ client })
    .where({ bookingId: booking.id, id })
    .preload('decider')
    .first()
}

async function loadDay({ businessId, hostId, host, startsAt }: Booking, now: DateTime) {
  const day = startsAt.setZone(host.timeZone)
  const [agenda] = await loadAgendas({ businessId, hostId, day, now })
  return agenda.entries
}

/** Later mails to the same reader answer the first, so that mail programs show one thread. */
async function findFirstMessageId({ id, bookingId, userId }: Notification) {
  const first = await Notification.query()
    .where({ bookingId, channel: 'mail', status: 'sent' })
    .where('id', '<', id)
    .whereNotNull('message_id')
    .if(
      userId,
      (query) => query.where('user_id', userId ?? 0),
      (query) => query.whereNull('user_id')
    )
    .orderBy('id')
    .first()
  return first?.messageId ?? null
}

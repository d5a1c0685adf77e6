import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type { DateTime } from 'luxon'
import { nameHosts, moveHosts } from '#queries/booking_hosts'
import { loadAgendas, loadMoveDay } from '#queries/day_agenda'
import { hasNearerReminder } from '#queries/nearer_reminder'
import Booking from '#models/booking'
import BookingEvent, { type MoveKind } from '#models/booking_event'
import Host from '#models/host'
import Membership from '#models/membership'
import MoveRequest from '#models/move_request'
import Notification, { type NotificationType } from '#models/notification'

/** What a message tells of, where that is no change of status. */
const CHANGES_BY: Partial<Record<NotificationType, MoveKind>> = {
  booking_rescheduled: 'moved',
  booking_reassigned: 'reassigned',
}

/** What a notification speaks about, read afresh; null when its booking or its reader is gone. */
export async function loadOccasion(notification: Notification, now: DateTime) {
  const dates = await findDates(notification)
  const booking = dates.at(0)
  if (!booking) return null
  await nameHosts(dates, booking.service)

  const member = notification.userId ? await findMember(booking, notification.userId) : null
  if (notification.userId && !member) return null
  if (!member && !booking.clientEmail) return null
  const change = await findLastChange(booking, CHANGES_BY[notification.type] ?? null)
  const move = await findMove(booking, notification.data.moveRequestId)

  return {
    booking,
    ...(dates.length > 1 && { dates }),
    staff: member?.user ?? null,
    change,
    formerHost: await findFormerHost(booking, change, member),
    move,
    agenda: notification.userId ? await loadDay(booking, move, now) : [],
    inReplyTo: await findFirstMessageId(notification),
    hasNearer: await hasNearerReminder(notification, booking, now),
  }
}

/** The booking that a message is about; of several that were booked together those that stand as it says. */
async function findDates({ bookingId, businessId, data }: Notification): Promise<Booking[]> {
  const bookings = await Booking.query()
    .where({ businessId })
    .whereIn('id', toldIds({ bookingId, data }))
    .preload('business')
    .preload('service')
    .preload('host')
    .preload('link')
    .orderBy('starts_at')
    .orderBy('id')
  return standing(bookings, { bookingId, data })
}

type Told = Pick<Notification, 'bookingId' | 'data'>

/** Of the bookings that a message tells about, in the order of their dates. */
export function toldIds({ bookingId, data }: Told): number[] {
  const others = Array.isArray(data.dates) ? data.dates.map(Number) : []
  return [Number(bookingId), ...others]
}

export function standing(bookings: Booking[], { bookingId, data }: Told): Booking[] {
  const asTold = bookings.filter(({ status }) => status === data.status)
  return asTold.length > 0 ? asTold : bookings.filter(({ id }) => id === bookingId)
}

function findMember({ businessId }: Booking, userId: number) {
  return Membership.query().where({ businessId, userId }).preload('user').first()
}

/** The last to its status, or the last of that kind. */
function findLastChange(booking: Booking, kind: MoveKind | null): Promise<BookingEvent | null> {
  return BookingEvent.query()
    .where({ bookingId: booking.id })
    .if(
      kind,
      (query) => query.whereRaw(`details->>'kind' = ?`, [kind ?? '']),
      (query) => query.where({ toStatus: booking.status }).whereRaw(`details->>'kind' is null`)
    )
    .preload('user')
    .orderBy('id', 'desc')
    .first()
}

/** Who gave it before, where it went to somebody else; owners and admins keep every booking in sight. */
async function findFormerHost(
  booking: Booking,
  change: BookingEvent | null,
  member: Membership | null
): Promise<{ name: string; isReader: boolean } | null> {
  const from = change?.details.from
  if (!change || !from || from.hostId === booking.hostId) return null
  const { businessId } = booking
  const host = await Host.query().where({ businessId, id: from.hostId }).firstOrFail()
  const isReader = member?.role === 'staff' && member.userId === host.userId
  return { name: host.name, isReader }
}

/** The move that a message's data names, if it is about one. */
export async function findMove(
  booking: Booking,
  id: unknown,
  client?: QueryClient
): Promise<MoveRequest | null> {
  if (typeof id !== 'number') return null
  return MoveRequest.query({ client })
    .select('move_requests.*', moveHosts())
    .where({ bookingId: booking.id, id })
    .preload('decider')
    .first()
}

/** Of the booking's host; where a move waits, the day that it would go to. */
async function loadDay(booking: Booking, move: MoveRequest | null, now: DateTime) {
  const { businessId, hostIds, host, startsAt } = booking
  if (move?.canBeDecided(now)) {
    const { entries } = await loadMoveDay(move, booking, now.setZone(host.timeZone))
    return entries
  }
  const day = startsAt.setZone(host.timeZone)
  const [agenda] = await loadAgendas({ businessId, hostIds, day, now })
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

import { DateTime } from 'luxon'
import type { BookingSubject } from './booking_subject.js'
import type Membership from '#models/accounts/membership'
import Host from '#models/availability/host'
import type Booking from '#models/bookings/booking'
import BookingEvent, { type MoveKind } from '#models/bookings/booking_event'
import type { Standing } from '#scheduling/news'

/** For messages that are about no change of status: the last of the best match that there is. */
const CHANGES_BY: Record<string, MoveKind[][]> = {
  booking_rescheduled: [['moved'], ['reassigned']],
  request_lost: [['moved'], ['reassigned']],
  booking_reassigned: [['reassigned'], ['moved']],
  booking_changed: [['reworded', 'room_changed'], ['corrected']],
}

type FormerTime = Pick<Standing, 'startsAt' | 'endsAt' | 'hostId'>

export function timesOf(former: FormerTime | null, { startsAt, endsAt }: Booking) {
  if (!former) return null
  const before = {
    startsAt: DateTime.fromISO(former.startsAt),
    endsAt: DateTime.fromISO(former.endsAt),
  }
  const isSame = +before.startsAt === +startsAt && +before.endsAt === +endsAt
  return isSame ? null : before
}

export async function findLastChange(
  booking: Booking,
  type: string,
  isMoved: boolean
): Promise<BookingEvent | null> {
  const matches = isMoved ? [['moved']] : CHANGES_BY[type]
  for (const kinds of matches ?? []) {
    const change = await lastEvent(booking).whereRaw(`details->>'kind' = any(?)`, [kinds]).first()
    if (change) return change
  }
  if (matches) return null
  return lastEvent(booking)
    .where({ toStatus: booking.status })
    .whereRaw(`details->>'kind' is null`)
    .first()
}

function lastEvent({ id: bookingId }: Booking) {
  return BookingEvent.query().where({ bookingId }).preload('user').orderBy('id', 'desc')
}

/** Null for owners and admins, who still see the booking. */
export async function findFormerHost(
  booking: Booking,
  from: FormerTime | null,
  member: Membership | null
): Promise<BookingSubject['formerHost']> {
  if (!from || from.hostId === booking.hostId) return null
  const { businessId } = booking
  const host = await Host.query().where({ businessId, id: from.hostId }).firstOrFail()
  const isRecipient = member?.role === 'staff' && member.userId === host.userId
  return { name: host.name, isRecipient }
}

import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type Enquiry from '#models/enquiries/enquiry'
import type MoveRequest from '#models/bookings/move_request'
import type Notification from '#models/notifications/notification'
import type { NotificationType } from '#models/notifications/notification'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import type { BookingStatus } from '#scheduling/slots/bookings'

/** While a booking stands like this, a message about it is still true. */
const HOLDS: Partial<Record<NotificationType, BookingStatus[]>> = {
  booking_requested: ['pending'],
  booking_confirmed: ['approved', 'completed', 'no_show'],
  booking_rejected: ['rejected'],
  booking_expired: ['expired'],
  booking_cancelled: ['cancelled'],
  booking_reminder: ['approved'],
  booking_follow_up: ['completed'],
  booking_rescheduled: ['pending', 'approved', 'completed', 'no_show'],
  booking_reassigned: ['pending', 'approved', 'completed', 'no_show'],
  booking_changed: ['pending', 'approved', 'completed', 'no_show'],
  move_requested: ['approved'],
  move_rejected: ['approved', 'completed', 'no_show'],
  move_expired: ['approved', 'completed', 'no_show'],
}

const ANSWERS = new Set<NotificationType>(['move_rejected', 'move_expired'])

export function reasonNotToOffer(
  { type }: Notification,
  { entry, offer }: { entry: WaitlistEntry; offer: WaitlistOffer | null },
  now: DateTime
): string | null {
  if (type === 'waitlist_joined') return entry.isOpen ? null : 'waitlist_left'
  if (type === 'waitlist_passed') return entry.status === 'left' ? 'waitlist_left' : null
  return offer?.isOpenAt(now) ? null : 'offer_over'
}

interface Subject {
  booking: Booking
  move: MoveRequest | null
  hasNearer: boolean
}

export function reasonNotToAsk({ answeredAt }: Enquiry): string | null {
  return answeredAt === null ? null : 'enquiry_answered'
}

/** Null when the message is still true. The booking needs its service and link loaded. */
export function reasonToDrop(
  { bookingVersion }: Notification,
  type: NotificationType,
  { booking, move, hasNearer }: Subject,
  now: DateTime
): string | null {
  const status = booking.statusAt(now)
  if (!HOLDS[type]?.includes(status)) return `booking_${status}`
  if (type === 'booking_follow_up') return booking.followUp ? null : 'follow_up_removed'
  if (type === 'move_requested') {
    const asked = move?.statusAt(now)
    return asked === 'pending' ? null : `move_${asked}`
  }
  const isOfVersion = type === 'booking_reminder' || ANSWERS.has(type)
  if (isOfVersion && bookingVersion !== null && bookingVersion !== booking.calendarSequence) {
    return 'booking_moved'
  }
  if (type !== 'booking_reminder') return null
  if (booking.startsAt <= now) return 'booking_begun'
  return hasNearer ? 'nearer_reminder' : null
}

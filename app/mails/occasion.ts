import type Booking from '#models/booking'
import type BookingEvent from '#models/booking_event'
import type MoveRequest from '#models/move_request'
import type { BookingStatus } from '#scheduling/bookings'

/** What a mail speaks about, to whom. */
export interface Occasion {
  /** With its business, service and host. */
  booking: Booking
  /** The member of the business who reads it; null for the booking's client. */
  staff: { id: number; fullName: string; email: string } | null
  /** The last change of status, or of time where it is about that, with the user behind it. */
  change: BookingEvent | null
  /** The new time that was asked for, where the message is about that. */
  move: MoveRequest | null
  /** What the host has on that day, this booking among it, in order. */
  agenda: { booking: Booking; status: BookingStatus }[]
  messageId: string
  /** The first mail to the same reader about the same booking. */
  inReplyTo: string | null
}

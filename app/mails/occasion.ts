import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type BookingEvent from '#models/bookings/booking_event'
import type Enquiry from '#models/enquiries/enquiry'
import type MoveRequest from '#models/bookings/move_request'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import type { BookingStatus } from '#scheduling/slots/bookings'
import type { WordKind } from '#scheduling/rules/news'

/** What a mail speaks about, to whom. */
export interface Occasion {
  /** With its business, service and host. */
  booking: Booking
  /** The member of the business who reads it; null for the booking's client. */
  staff: { id: number; fullName: string; email: string } | null
  /** The last change of status, or of time where it is about that, with the user behind it. */
  change: BookingEvent | null
  /** When it was, by what its reader was told last, where it has another time since. */
  before?: { startsAt: DateTime; endsAt: DateTime } | null
  /** Which of its words are others than its reader was told last. */
  changed?: readonly WordKind[]
  /** Who gave the booking before, where it went to somebody else; the reader themselves perhaps. */
  formerHost?: { name: string; isReader: boolean } | null
  /** The new time that was asked for, where the message is about that. */
  move: MoveRequest | null
  /** What the host has on that day, this booking among it, in order. */
  agenda: { booking: Booking; status: BookingStatus }[]
  /** Who waits, and what is offered to them, where the message is about that; the booking is the one it would come to. */
  waiting?: { entry: WaitlistEntry; offer: WaitlistOffer | null; position: number }
  /** What someone wrote, where the message is about that; the booking is none, and tells who they are. */
  enquiry?: Enquiry
  /** All dates that were booked together and still stand, where the message is about several. */
  dates?: Booking[]
  /** When it is sent: it says how things stand then. */
  now: DateTime
  /** The way to prove one's address, or that another account of theirs did, where the message is about that; the booking is none. */
  proof?: { link: string; isTaken: boolean }
  /** Lets its reader choose a new password, where the message is about that; the booking is none. */
  resetToken?: string
  messageId: string
  /** The first mail to the same reader about the same booking. */
  inReplyTo: string | null
}

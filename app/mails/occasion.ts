import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import type BookingEvent from '#models/bookings/booking_event'
import type Enquiry from '#models/enquiries/enquiry'
import type MoveRequest from '#models/bookings/move_request'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import type { BookingStatus } from '#scheduling/slots/bookings'
import type { WordKind } from '#scheduling/rules/news'

export interface Occasion {
  /** With its business, service and host loaded. */
  booking: Booking
  /** Null for the booking's client. */
  staff: { id: number; fullName: string; email: string } | null
  /** Of the status, or of the time where the message is about that; with the user behind it. */
  change: BookingEvent | null
  /** By what the recipient was told last, where the time is another now. */
  before?: { startsAt: DateTime; endsAt: DateTime } | null
  changed?: readonly WordKind[]
  /** Who gave the booking before; perhaps the recipient. */
  formerHost?: { name: string; isReader: boolean } | null
  move: MoveRequest | null
  agenda: { booking: Booking; status: BookingStatus }[]
  /** The booking is the one that it would become. */
  waiting?: { entry: WaitlistEntry; offer: WaitlistOffer | null; position: number }
  /** The booking is an empty one that tells who wrote. */
  enquiry?: Enquiry
  /** All dates of a series that still stand, where the message is about several. */
  dates?: Booking[]
  /** When it is sent: it tells of the present. */
  now: DateTime
  /** `isTaken` where another account has proven the address; the booking is empty. */
  proof?: { link: string; isTaken: boolean }
  /** The booking is empty. */
  resetToken?: string
  messageId: string
  /** The first mail to the same recipient about the same booking. */
  inReplyTo: string | null
}

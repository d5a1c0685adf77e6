import vine from '@vinejs/vine'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { waitlistEntryShape } from '#shapes/waitlist/waitlist_entry'

/** What may be answered beside a session: who is booked, and who waits for a place in it. */
export const besideSessionShapes = {
  roster: vine.array(bookingRecordShape.schema),
  waiting: vine.array(waitlistEntryShape.schema),
}

import vine from '@vinejs/vine'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { activityShape } from '#shapes/clients/activity'

/** What may be answered beside a client: the latest of each. */
export const besideClientShapes = {
  activities: vine.array(activityShape.schema),
  bookings: vine.array(bookingRecordShape.schema),
}

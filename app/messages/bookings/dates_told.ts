import Booking from '#models/bookings/booking'
import type Notification from '#models/notifications/notification'

/** Of several booked together, those that have the status which the message names. */
export async function findDates({ bookingId, businessId, data }: Notification): Promise<Booking[]> {
  const bookings = await Booking.query()
    .where({ businessId })
    .whereIn('id', toldIds({ bookingId, data }))
    .preload('business', (business) => business.preload('settings'))
    .preload('service')
    .preload('host')
    .preload('link')
    .orderBy('starts_at')
    .orderBy('id')
  return standing(bookings, { bookingId, data })
}

type Told = Pick<Notification, 'bookingId' | 'data'>

export function toldIds({ bookingId, data }: Told): number[] {
  const others = Array.isArray(data.dates) ? data.dates.map(Number) : []
  return [Number(bookingId), ...others]
}

export function standing(bookings: Booking[], { bookingId, data }: Told): Booking[] {
  const asTold = bookings.filter(({ status }) => status === data.status)
  return asTold.length > 0 ? asTold : bookings.filter(({ id }) => id === bookingId)
}

import vine from '@vinejs/vine'
import type { Translate } from '#formats/bookings/booking_terms'
import { isoMoment } from '#formats/times/times'
import type Booking from '#models/bookings/booking'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import type { Instant, Slot } from '#scheduling/types'
import { alternativesOf, type Offer } from '#shapes/availability/slots'
import { bookingFields, presentBooking } from '#shapes/bookings/booking'

export const seriesShape = vine.create({
  status: vine.enum(['pending', 'approved'] as const),
  bookings: vine.array(vine.object(bookingFields())),
})

interface PlacedSeries {
  bookings: Booking[]
  outcome: 'booked' | 'requested'
}

export function presentSeries({ bookings, outcome }: PlacedSeries) {
  return {
    status: outcome === 'requested' ? 'pending' : 'approved',
    bookings: bookings.map((booking) => presentBooking(booking, outcome)),
  }
}

interface RefusedDate {
  startsAt: Instant
  /** Null where the date itself could be booked. */
  code: UnavailableCode | null
  alternatives: Slot[]
}

/** Each date of a series that could not be booked whole. */
export function presentDates(
  dates: readonly RefusedDate[],
  offer: Offer,
  timeZone: string,
  t: Translate
) {
  return dates.map(({ startsAt, code, alternatives }) => ({
    starts_at: isoMoment(startsAt, timeZone),
    is_available: code === null,
    code,
    detail: code && t(`api.unavailable.${code}`),
    alternatives: alternativesOf(alternatives, offer, timeZone),
  }))
}

import type { DateTime } from 'luxon'
import { periodBefore, type Period } from '#formats/times/periods'
import { type BookingNumbers, bookingNumbers } from '#queries/numbers/booking_numbers'
import { type CountedNames, countedNames } from '#queries/numbers/counted_names'
import { type VisitNumbers, visitNumbers } from '#queries/numbers/visit_numbers'

export interface Numbers {
  bookings: BookingNumbers
  visits: VisitNumbers
  names: CountedNames
}

export async function loadNumbers(
  { id: businessId, timeZone }: { id: number; timeZone: string },
  period: Period,
  now: DateTime
): Promise<Numbers> {
  const from = period.from.toMillis()
  const within = { businessId, from, until: period.until.toMillis() }
  const fromBefore = periodBefore(period).from.toMillis()
  const [bookings, visits, names] = await Promise.all([
    bookingNumbers({ ...within, timeZone, fromBefore, now }),
    visitNumbers(within),
    countedNames(businessId),
  ])
  return { bookings, visits, names }
}

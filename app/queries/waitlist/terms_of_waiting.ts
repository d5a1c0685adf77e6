import type { DateTime } from 'luxon'
import type { Termed } from '#formats/bookings/booking_terms'
import { priceOfPlaces } from '#formats/bookings/money'
import { priceOfLength } from '#formats/bookings/prices'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { changePolicy, changeTerms } from '#scheduling/rules/change_policy'

/** What taking that time means: another booking, or another time for the one there is. */
export function termsOfWaiting(
  entry: WaitlistEntry,
  time: { startsAt: DateTime; endsAt: DateTime },
  now: DateTime
): Termed {
  const { business, service, booking, seats } = entry
  const startsAt = time.startsAt.toMillis()
  if (booking) {
    booking.$setRelated('business', business)
    booking.$setRelated('service', service)
    return booking.toldTerms(now, { startsAt, moved: booking.clientMoves + 1 })
  }
  const policy = changePolicy(service, business.settings)
  const minutes = time.endsAt.diff(time.startsAt, 'minutes').minutes
  const price = priceOfLength(service, minutes)
  return {
    ...{ business, service, places: seats, currency: business.currency },
    price: priceOfPlaces(price, seats, business.currency),
    policy: changeTerms(policy, { startsAt, isWaiting: false, moved: 0 }, now.toMillis()),
    waits: service.needsApproval(business.settings),
    bookedAt: null,
  }
}

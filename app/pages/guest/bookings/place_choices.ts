import type { Translate } from '#formats/bookings/booking_terms'
import {
  isOnline,
  offeredPlace,
  type Place,
  type Placed,
  placesToChoose,
} from '#formats/bookings/places'

/** None where there is nothing to choose. */
export function placeChoices(service: Placed, address: string | null, t: Translate) {
  const places = placesToChoose(service)
  if (places.length === 1) return []
  return places.map((place) => ({
    key: place.key,
    label: offeredPlace(place, address, t),
    note: noteOn(place, t),
  }))
}

function noteOn(place: Place, t: Translate): string | null {
  if (isOnline(place)) return t('guest.bookings.details.link_later')
  return place.locationType === 'phone' ? t('guest.bookings.details.we_call') : null
}

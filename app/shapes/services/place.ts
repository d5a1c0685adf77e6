import {
  isCall,
  isOnline,
  type Place,
  type Placed,
  placesToChoose,
  type PlaceType,
} from '#formats/bookings/places'
import type Booking from '#models/bookings/booking'

/** Before anybody books: the way into a call, and its number, are for those who do. */
export function presentPlace(place: Place) {
  return {
    location_type: typeInWords(place.locationType),
    location_details: isCall(place) ? null : place.locationDetails,
  }
}

/** All that a client may choose from, by the id that a booking names. */
export function presentPlaces(service: Placed) {
  return placesToChoose(service).map((place) => ({ id: place.key, ...presentPlace(place) }))
}

/** As the client was told; the way into a call once it is confirmed. */
export function presentChosenPlace({ wording, status }: Pick<Booking, 'wording' | 'status'>) {
  const isHeldBack = isOnline(wording) && status === 'pending'
  return {
    location_type: typeInWords(wording.locationType),
    location_details: isHeldBack ? null : wording.locationDetails,
  }
}

/** Seed 002 knows calls by phone of one kind only. */
function typeInWords(type: PlaceType): PlaceType {
  return type === 'client_calls' ? 'phone' : type
}

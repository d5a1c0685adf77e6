import vine from '@vinejs/vine'
import {
  isCall,
  isOnline,
  PLACE_TYPES,
  type Place,
  type Placed,
  placesToChoose,
  type PlaceType,
} from '#formats/bookings/places'
import type Booking from '#models/bookings/booking'
import { wholeShape } from '#shapes/schema'

export const placeFields = () => ({
  location_type: vine.enum(PLACE_TYPES),
  location_details: vine.string().nullable(),
})

export const placesShape = () => vine.array(vine.object({ id: wholeShape(), ...placeFields() }))

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

/** The way into a call is for those who come: neither before it is confirmed, nor where it came to nothing. */
export function mayJoin({ status }: Pick<Booking, 'status'>): boolean {
  return ['approved', 'completed', 'no_show'].includes(status)
}

/** As the client was told. */
export function presentChosenPlace(booking: Pick<Booking, 'wording' | 'status'>) {
  const { wording } = booking
  const isHeldBack = isOnline(wording) && !mayJoin(booking)
  return {
    location_type: typeInWords(wording.locationType),
    location_details: isHeldBack ? null : wording.locationDetails,
  }
}

/** Seed 002 knows calls by phone of one kind only. */
function typeInWords(type: PlaceType): PlaceType {
  return type === 'client_calls' ? 'phone' : type
}

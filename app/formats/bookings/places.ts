import { formatNames } from '#formats/words/directions'

export const PLACE_TYPES = [
  ...(['in_person', 'phone', 'client_calls'] as const),
  ...(['zoom', 'google_meet', 'video', 'custom'] as const),
] as const

export type PlaceType = (typeof PLACE_TYPES)[number]

export interface Place {
  locationType: PlaceType
  locationDetails: string | null
}

export interface KeyedPlace extends Place {
  /** Bookings name a place by it; it stays while other places come and go. */
  key: number
}

/** The first place, and those that a client may choose instead. */
export interface Placed extends Place {
  furtherPlaces?: readonly KeyedPlace[]
}

export const FIRST_PLACE = 0

/** Beside the first. */
export const MOST_PLACES = 5

const ONLINE: readonly PlaceType[] = ['zoom', 'google_meet', 'video']

const BY_PHONE: readonly PlaceType[] = ['phone', 'client_calls']

const CALLS: readonly PlaceType[] = [...BY_PHONE, ...ONLINE]

export function placesToChoose({
  locationType,
  locationDetails,
  furtherPlaces = [],
}: Placed): KeyedPlace[] {
  return [{ key: FIRST_PLACE, locationType, locationDetails }, ...furtherPlaces]
}

/** Whether one goes there, whichever place is chosen. */
export function isOnSite(service: Placed): boolean {
  return placesToChoose(service).every(({ locationType }) => locationType === 'in_person')
}

/** Who comes to a place reads its clock, unless the link says whose. */
export function readsZoneOfBusiness(
  service: Placed,
  timeZoneOf: 'client' | 'business' | null = null
): boolean {
  return timeZoneOf ? timeZoneOf === 'business' : isOnSite(service)
}

export function isOnline({ locationType }: Pick<Place, 'locationType'>): boolean {
  return ONLINE.includes(locationType)
}

export function isCall({ locationType }: Pick<Place, 'locationType'>): boolean {
  return CALLS.includes(locationType)
}

/**
 * Where one goes. "Room 2" is in the house of the business and comes with its address; a place that
 * has an address of its own stands alone.
 */
export function placeInWords(place: Place, address: string | null): string | null {
  const details = place.locationDetails?.trim() ?? ''
  if (place.locationType !== 'in_person' || !address) return details || null
  if (details.includes(address) || ownAddress(details, address)) return details
  return details ? `${details}, ${address}` : address
}

/** What a map is asked for; null for what is no place to go to. */
export function placeOnMap(place: Place, address: string | null): string | null {
  if (place.locationType !== 'in_person') return null
  const details = place.locationDetails?.trim() ?? ''
  const own = ownAddress(details, address)
  const isAtBusiness = !own || address?.includes(own)
  return (isAtBusiness && address) || own || details || null
}

const NUMBER = String.raw`\d+\p{L}?(?:[-–/]\d+\p{L}?)?`
const STREETS = 'Street|Road|Lane|Avenue|Drive|Crescent|Terrace|Boulevard|Straße|Strasse'
const ADDRESS_PARTS = [
  // "9 Hill Lane", "9a–11 Hill Lane"
  new RegExp(String.raw`^${NUMBER} \p{Lu}\p{L}`, 'u'),
  // "Mill Road", "Berliner Straße 5", "Hauptstraße 5"
  new RegExp(
    String.raw`^\p{Lu}.*(?: (?:${STREETS})|stra(?:ß|ss)e|gasse|allee)(?: ${NUMBER})?$`,
    'u'
  ),
  // "Via Roma 3", "12 rue Cler"
  new RegExp(String.raw`^(?:Rue|Calle|Avenida|Rua|Via|Viale|Piazza|Plaza) .*\d`, 'iu'),
  new RegExp(String.raw`^${NUMBER} (?:rue|avenue|boulevard) `, 'iu'),
  // "London N1 8QT", "10115 Berlin"
  /(?:^| )(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5})(?: |$)/,
]

/**
 * "9 Hill Lane, London N2" of "Hill pool, 9 Hill Lane, London N2": from the first part on that is a
 * street, with a number or by its usual words, or has a postcode. A street alone that the business's
 * address names as well is that one.
 */
function ownAddress(details: string, address: string | null): string | null {
  const parts = details.split(/\s*[,;\n]\s*/)
  const first = parts.findIndex((part) => ADDRESS_PARTS.some((shape) => shape.test(part)))
  if (first === -1) return null
  const own = parts.slice(first).join(', ')
  return !/\d/.test(own) && address?.includes(own) ? null : own
}

type Translate = (key: string, values?: Record<string, unknown>) => string

interface Numbers {
  address: string | null
  /** Of the client, where the business calls. */
  phone: string | null
  /** Of the business, where the client calls. */
  businessPhone: string | null
}

export function placePhrase(
  place: Place,
  { address, phone, businessPhone }: Numbers,
  t: Translate
): string | null {
  if (place.locationType === 'client_calls') {
    const number = numberToCall(place, businessPhone)
    return number ? t('guest.bookings.booking.you_call', { phone: number }) : placeName(place, t)
  }
  const words = joinLink(place) ? null : placeInWords(place, address)
  if (words || !isCall(place)) return words
  if (place.locationType === 'phone' && phone) return t('guest.bookings.booking.we_call', { phone })
  return placeName(place, t)
}

/** Of a place that a client has not booked yet: the way into a call is for those who come. */
export function offeredPlace(place: Place, address: string | null, t: Translate): string {
  const words = isCall(place) ? null : placeInWords(place, address)
  return words ?? placeName(place, t)
}

/** All that a client may choose from, where there is a choice. */
export function offeredPlaces(
  service: Placed,
  address: string | null,
  t: Translate,
  locale: string
): string | null {
  const places = placesToChoose(service)
  if (places.length === 1) {
    return isCall(service) ? placeName(service, t) : placeInWords(service, address)
  }
  const names = places.map((place) =>
    BY_PHONE.includes(place.locationType)
      ? t('guest.bookings.place.call')
      : offeredPlace(place, address, t)
  )
  return formatNames(new Set(names), locale, 'disjunction')
}

/** The kind of place and which it is, as those who work there say it. */
export function placeOfBusiness(place: Place, address: string | null, t: Translate): string {
  const words = joinLink(place) ? null : placeInWords(place, address)
  return [t(`owner.common.place.${place.locationType}`), words].filter(Boolean).join(', ')
}

export function placeName({ locationType }: Pick<Place, 'locationType'>, t: Translate): string {
  return t(`guest.bookings.place.${locationType}`)
}

export function numberToCall(
  { locationDetails }: Place,
  businessPhone: string | null
): string | null {
  return locationDetails?.trim() || businessPhone
}

/** Only a plain https address becomes a link. */
export function joinLink(place: Place): string | null {
  const details = place.locationDetails?.trim() ?? ''
  return isOnline(place) && /^https:\/\/\S+$/.test(details) ? details : null
}

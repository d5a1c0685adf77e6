interface Place {
  locationType: 'in_person' | 'phone' | 'video' | 'custom'
  locationDetails: string | null
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

export function placePhrase(
  place: Place,
  { address, phone }: { address: string | null; phone: string | null },
  t: Translate
): string | null {
  const words = joinLink(place) ? null : placeInWords(place, address)
  if (words || !isCall(place)) return words
  if (place.locationType === 'phone' && phone) return t('guest.bookings.booking.we_call', { phone })
  return t(`guest.bookings.place.${place.locationType}`)
}

function isCall({ locationType }: Place): boolean {
  return locationType === 'phone' || locationType === 'video'
}

/** Only a plain https address becomes a link. */
export function joinLink(place: Place): string | null {
  const details = place.locationDetails?.trim() ?? ''
  return place.locationType === 'video' && /^https:\/\/\S+$/.test(details) ? details : null
}

interface Place {
  locationType: 'in_person' | 'phone' | 'video' | 'custom'
  locationDetails: string | null
}

export function placeInWords(place: Place, address: string | null): string | null {
  const details = place.locationDetails?.trim() ?? ''
  if (place.locationType !== 'in_person') return details || null
  if (!address || details.includes(address)) return details || null
  return details ? `${details}, ${address}` : address
}

type Translate = (key: string, values?: Record<string, unknown>) => string

export function placePhrase(
  place: Place,
  { address, phone }: { address: string | null; phone: string | null },
  t: Translate
): string | null {
  const words = joinLink(place) ? null : placeInWords(place, address)
  if (words || !isCall(place)) return words
  if (place.locationType === 'phone' && phone) return t('guest.booking.we_call', { phone })
  return t(`guest.place.${place.locationType}`)
}

function isCall({ locationType }: Place): boolean {
  return locationType === 'phone' || locationType === 'video'
}

/** Only a plain https address becomes a link. */
export function joinLink(place: Place): string | null {
  const details = place.locationDetails?.trim() ?? ''
  return place.locationType === 'video' && /^https:\/\/\S+$/.test(details) ? details : null
}

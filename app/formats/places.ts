/** Where a service takes place, as its settings say it. */
interface Place {
  locationType: 'in_person' | 'phone' | 'video' | 'custom'
  locationDetails: string | null
}

/** "Canal Street pool, 14 Canal Street, London": the name of the place and the business's address. */
export function placeInWords(place: Place, address: string | null): string | null {
  const details = place.locationDetails?.trim() ?? ''
  if (place.locationType !== 'in_person') return details || null
  if (!address || details.includes(address)) return details || null
  return details ? `${details}, ${address}` : address
}

/** The page where a call is joined; an address that is not plain https is no link. */
export function joinLink(place: Place): string | null {
  const details = place.locationDetails?.trim() ?? ''
  return place.locationType === 'video' && /^https:\/\/\S+$/.test(details) ? details : null
}

import { joinLink, type Place } from '#formats/bookings/places'

const OPENS_MINUTES = 15

interface Call {
  startsAt: number
  endsAt: number
  place: Place
}

/** The way into a call, from a quarter of an hour before it begins until it is over; null at other times. */
export function joinLinkAt({ startsAt, endsAt, place }: Call, now: number): string | null {
  const opensAt = startsAt - OPENS_MINUTES * 60_000
  return now >= opensAt && now < endsAt ? joinLink(place) : null
}

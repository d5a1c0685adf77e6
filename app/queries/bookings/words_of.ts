import { hostNames, namesByKind } from '#formats/bookings/hosts'
import { joinLink, placeInWords } from '#formats/bookings/places'
import type Booking from '#models/bookings/booking'
import { versionOf } from '#models/version'
import type { Standing } from '#scheduling/news'

/** Call details and what to bring are not for those whose request still waits. */
export function wordsOf(booking: Booking): Standing['words'] {
  const { service, business, status } = booking
  const link = joinLink(service)
  const place = link ? null : placeInWords(service, business.address)
  const isForAll = status !== 'pending'
  const { people, rooms } = namesByKind(booking)
  return {
    place: versionOf(service.locationType, place),
    service: versionOf(service.name),
    business: versionOf(business.name),
    hosts: versionOf(hostNames(booking).toSorted()),
    people: versionOf(people.toSorted()),
    room: versionOf(rooms.toSorted()),
    ...(isForAll && { link: versionOf(link), instructions: versionOf(service.instructions) }),
  }
}

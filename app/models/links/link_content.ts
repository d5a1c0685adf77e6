import type BookingLink from '#models/links/booking_link'
import { contentOf } from '#models/version'

/** They change by themselves, or by a press of their own. */
const ELSEWHERE = ['viewCount', 'isActive', 'draftStep', 'switchedOffAt']

/** All that its forms save. */
export function linkContent(link: BookingLink, hostIds: readonly number[]) {
  return { ...contentOf(link, ELSEWHERE), hostIds: hostIds.toSorted((one, other) => one - other) }
}

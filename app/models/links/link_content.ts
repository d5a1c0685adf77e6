import type BookingLink from '#models/links/booking_link'
import type BookingTemplate from '#models/links/booking_template'
import type OneTimeLink from '#models/links/one_time_link'
import { contentOf, versionOf } from '#models/version'

/** They change by themselves, or by a press of their own. */
const ELSEWHERE = ['viewCount', 'isActive', 'draftStep', 'switchedOffAt']

/** All that its forms save. */
export function linkContent(link: BookingLink, hostIds: readonly number[]) {
  return { ...contentOf(link, ELSEWHERE), hostIds: hostIds.toSorted((one, other) => one - other) }
}

/** Needs its hosts loaded. */
export function linkVersion(link: BookingLink): string {
  return versionOf(
    linkContent(
      link,
      link.hosts.map(({ id }) => id)
    )
  )
}

/** All that is decided about it; that somebody looks at it is no change. */
export function oneTimeContent(oneTime: OneTimeLink) {
  return contentOf(oneTime, ['viewCount', 'openedAt', 'tokenHash'])
}

export function templateContent(template: BookingTemplate) {
  return contentOf(template)
}

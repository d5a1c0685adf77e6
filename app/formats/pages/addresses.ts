/** Paths of the public pages. Slugs and tokens are made of letters that need no escaping. */

export type Query = Record<string, string | number | null | undefined>

export function pagePath(business: { slug: string }): string {
  return `/book/${business.slug}`
}

/** A service's page has an address of its own, or that of the link that it was opened through. */
interface ServicePage {
  slug: string
  link?: { token: string } | null
}

export function timesPath(business: { slug: string }, { slug, link }: ServicePage): string {
  return link ? linkPath(link.token) : `${pagePath(business)}/${slug}`
}

/** Where whoever cannot book writes to the business. */
export function enquiryPath(business: { slug: string }): string {
  return `/enquiry/${business.slug}`
}

/** Where a booking link, or a one-time link, is booked. */
function linkPath(token: string): string {
  return `/public/bookings/${token}`
}

export function detailsPath(business: { slug: string }, service: ServicePage): string {
  return `${timesPath(business, service)}/details`
}

/** The client's own page of a booking, by its secret token. */
export function managePath(token: string): string {
  return `/manage/${token}`
}

/** Where a client waits for a time that is taken. */
export function joinWaitlistPath(business: { slug: string }, { slug }: { slug: string }): string {
  return `${pagePath(business)}/${slug}/waitlist`
}

/** The client's own page of a place on a waitlist, by its secret token. */
export function waitlistPath(token: string): string {
  return `/waitlist/${token}`
}

/** The path with what is known of the query; null and undefined are left out. */
export function withQuery(path: string, query: Query): string {
  const said = new URLSearchParams(stated(query)).toString()
  return said ? `${path}?${said}` : path
}

export function stated(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, String(value)])
  )
}

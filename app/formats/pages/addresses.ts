/** Slugs and tokens consist of letters that need no escaping. */

export type Query = Record<string, string | number | null | undefined>

export function pagePath(business: { slug: string }): string {
  return `/book/${business.slug}`
}

/** Where agents of its clients book with a business. */
export function agentPath(business: { slug: string }): string {
  return `/mcp/${business.slug}`
}

/** A service's page has its own address, or that of the link through which it was opened. */
interface ServicePage {
  slug: string
  link?: { token: string } | null
}

export function timesPath(business: { slug: string }, { slug, link }: ServicePage): string {
  return link ? linkPath(link.token) : `${pagePath(business)}/${slug}`
}

export function schedulePath(host: { pageSlug: string }): string {
  return `/schedule/${host.pageSlug}`
}

export function enquiryPath(business: { slug: string }): string {
  return `/enquiry/${business.slug}`
}

/** What a business does with what its clients tell it. */
export function privacyPath(business: { slug: string }): string {
  return `/privacy/${business.slug}`
}

function linkPath(token: string): string {
  return `/public/bookings/${token}`
}

export function detailsPath(business: { slug: string }, service: ServicePage): string {
  return `${timesPath(business, service)}/details`
}

export function managePath(token: string): string {
  return `/manage/${token}`
}

export function preferencesPath(token: string): string {
  return `/preferences/${token}`
}

/** What can be switched off with one press, as its address says it. */
export type Stoppable = 'reminders' | 'follow-ups'

export function stopPath(token: string, what: Stoppable): string {
  return `${preferencesPath(token)}/stop/${what}`
}

/** A booking as the site around it may show it. */
export function framedPath(token: string): string {
  return `/embed/bookings/${token}`
}

export function framedWaitlistPath(token: string): string {
  return `/embed/waitlist/${token}`
}

export function joinWaitlistPath(business: { slug: string }, { slug }: { slug: string }): string {
  return `${pagePath(business)}/${slug}/waitlist`
}

export function waitlistPath(token: string): string {
  return `/waitlist/${token}`
}

export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams(stated(query)).toString()
  return search ? `${path}?${search}` : path
}

export function stated(query: Query): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, String(value)])
  )
}

/** Paths of the public pages. Slugs and tokens are made of letters that need no escaping. */

export type Query = Record<string, string | number | null | undefined>

export function pagePath(business: { slug: string }): string {
  return `/book/${business.slug}`
}

export function timesPath(business: { slug: string }, service: { slug: string }): string {
  return `${pagePath(business)}/${service.slug}`
}

export function detailsPath(business: { slug: string }, service: { slug: string }): string {
  return `${timesPath(business, service)}/details`
}

/** The client's own page of a booking, by its secret token. */
export function managePath(token: string): string {
  return `/manage/${token}`
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

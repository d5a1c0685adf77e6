import { distinctLines } from '#formats/words/text'

/** A browser's policy is written in these: anything else could say more than a site. */
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/

/** As browsers name a site, from whatever address of it was typed; null where it is none. */
export function siteOf(typed: string): string | null {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(address)) return null
  const { hostname, origin, username, password } = new URL(address)
  // A bare word is hardly meant as an address; one on a network of their own is written out.
  if (address !== typed && !hostname.includes('.') && hostname !== 'localhost') return null
  return ORIGIN.test(origin) && !username && !password ? origin : null
}

/** Of a list, one a line; what is no site is left out. */
export function sitesOf(lines: string): string[] {
  const sites = distinctLines(lines).map(siteOf)
  return [...new Set(sites.filter((site) => site !== null))]
}

import calendars from '#config/calendars'
import { isLoopback, isPublicAddress, lookupOf, mayReach } from '#services/public_address'

/** What somebody typed or pasted; null for what may not be asked. `webcal:` is read by https. */
export function calendarAddress(typed: string): URL | null {
  const written = typed.trim().replace(/^webcals?:/i, 'https:')
  if (!URL.canParse(written)) return null
  const url = new URL(written)
  url.hash = ''
  return mayAskCalendar(url) ? url : null
}

export function mayAskCalendar(url: URL): boolean {
  return mayReach(url, calendars.allowsLoopback)
}

/** For the connection, so that it goes to the address that was looked at. */
export const calendarLookup = lookupOf(
  (address) => isPublicAddress(address) || (calendars.allowsLoopback && isLoopback(address))
)

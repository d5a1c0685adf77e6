export interface VisitOrigin {
  referrer: string | null
  utm_source: string | null
  utm_medium: string | null
  utm_campaign: string | null
  utm_term: string | null
  utm_content: string | null
  ref: string | null
}

const NAMES = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'ref',
] as const

const MOST_CHARACTERS = 100

/**
 * Where somebody came from: the referrer's host, without path and query, and what the address says
 * of the campaign. What looks like a mail address is left out, since newsletters put their readers' in.
 */
export function visitOrigin(
  query: Record<string, unknown>,
  referrer: string | undefined,
  ownHosts: readonly string[]
): VisitOrigin {
  const named = Object.fromEntries(NAMES.map((name) => [name, campaignName(query[name])]))
  return { ...(named as Omit<VisitOrigin, 'referrer'>), referrer: hostOf(referrer, ownHosts) }
}

function campaignName(value: unknown): string | null {
  if (typeof value !== 'string' || value.includes('@')) return null
  const plain = value.replace(/[\p{C}\s]+/gu, ' ').trim()
  return plain.slice(0, MOST_CHARACTERS).trim() || null
}

function hostOf(referrer: string | undefined, ownHosts: readonly string[]): string | null {
  if (!referrer || !URL.canParse(referrer)) return null
  const { hostname, protocol } = new URL(referrer)
  const host = protocol === 'android-app:' ? hostname : hostname.replace(/^www\./, '')
  const isOther = hostname !== '' && !ownHosts.includes(hostname)
  return isOther ? host.slice(0, 255) : null
}

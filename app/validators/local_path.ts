const HERE = 'http://here.invalid'

const CONTROL_CHARACTERS = /\p{Cc}/u

/**
 * An address of ours, or the fallback. The parsed form is checked, as a browser would follow it:
 * `/.//evil` and `/a/..//evil` become `//evil`. A query writes `@` as `%40`, and none of our paths
 * has one.
 */
export function localPath(address: unknown, fallback: string): string {
  if (typeof address !== 'string' || !address.startsWith('/')) return fallback
  if (address.includes('\\') || CONTROL_CHARACTERS.test(address)) return fallback
  if (!URL.canParse(address, HERE)) return fallback

  const { origin, pathname, search, username } = new URL(address, HERE)
  if (origin !== HERE || username || /\/\/|@/.test(pathname)) return fallback
  return pathname + search.replaceAll('@', '%40')
}

const HERE = 'http://here.invalid'

const CONTROL_CHARACTERS = /\p{Cc}/u

/**
 * An address of ours to return to, or the fallback. It is read as a browser would read it, and what
 * came out of that is looked at, since `/.//evil` and `/a/..//evil` become `//evil` on the way. An `@`
 * is written as `%40` in the query, and no path of ours has one.
 */
export function localPath(address: unknown, fallback: string): string {
  if (typeof address !== 'string' || !address.startsWith('/')) return fallback
  if (address.includes('\\') || CONTROL_CHARACTERS.test(address)) return fallback
  if (!URL.canParse(address, HERE)) return fallback

  const { origin, pathname, search, username } = new URL(address, HERE)
  if (origin !== HERE || username || /\/\/|@/.test(pathname)) return fallback
  return pathname + search.replaceAll('@', '%40')
}

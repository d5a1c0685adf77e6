const HERE = 'http://here.invalid'

const CONTROL_CHARACTERS = /\p{Cc}/u

/** `/.//evil` and `/a/..//evil` become `//evil` in a browser, so the parsed form is checked. */
export function localPath(address: unknown, fallback: string): string {
  if (typeof address !== 'string' || !address.startsWith('/')) return fallback
  if (address.includes('\\') || CONTROL_CHARACTERS.test(address)) return fallback
  if (!URL.canParse(address, HERE)) return fallback

  const { origin, pathname, search, username } = new URL(address, HERE)
  if (origin !== HERE || username || /\/\/|@/.test(pathname)) return fallback
  return pathname + search.replaceAll('@', '%40')
}

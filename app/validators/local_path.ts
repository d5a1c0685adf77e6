const HERE = 'http://here.invalid'

/**
 * An address of ours to return to, or the fallback. Read as a browser would read it, since `//evil`,
 * `/\evil` and a tab in between all lead elsewhere.
 */
export function localPath(address: unknown, fallback: string): string {
  if (typeof address !== 'string' || !address.startsWith('/') || address.includes('\\')) {
    return fallback
  }
  if (!URL.canParse(address, HERE)) return fallback
  const url = new URL(address, HERE)
  return url.origin === HERE && !url.username ? url.pathname + url.search : fallback
}

/** One part of a MIME message (RFC 2045): decoded, with its own parts where it has some. */
export interface MimePart {
  headers: Record<string, string>
  /** "multipart/alternative", without parameters. */
  type: string
  body: string
  parts: MimePart[]
}

export function readMime(raw: string): MimePart {
  const [head, ...rest] = raw.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (name in headers) throw new Error(`Header twice: ${name}`)
    headers[name] = line.slice(colon + 1).trim()
  }
  const contentType = headers['content-type'] ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1]
  return {
    headers,
    type: contentType.split(';')[0].toLowerCase(),
    body: decode(body, headers['content-transfer-encoding']),
    parts: boundary ? partsOf(body, boundary) : [],
  }
}

/** The part of that type, however deep. */
export function findPart(part: MimePart, type: string): MimePart | undefined {
  if (part.type === type) return part
  for (const inner of part.parts) {
    const found = findPart(inner, type)
    if (found) return found
  }
  return undefined
}

function partsOf(body: string, boundary: string): MimePart[] {
  return `\r\n${body}`
    .split(`\r\n--${boundary}`)
    .slice(1, -1)
    .map((part) => readMime(part.replace(/^\r\n/, '')))
}

function decode(body: string, encoding = '7bit'): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16))
    )
  return Buffer.from(bytes, 'latin1').toString()
}

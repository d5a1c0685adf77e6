import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 192 bits, in letters that need no escaping in an address. */
const TOKEN_BYTES = 24

export function newSecretToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** Only this is stored, so that a dump of the database opens nothing. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function isTokenOf(token: string, hash: string): boolean {
  const [given, known] = [Buffer.from(hashOfToken(token)), Buffer.from(hash)]
  return given.length === known.length && timingSafeEqual(given, known)
}

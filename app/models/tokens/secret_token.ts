import { createHash, randomBytes } from 'node:crypto'

/** 192 bits, in letters that need no escaping in an address. */
const TOKEN_BYTES = 24

export function newSecretToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** Only this is stored, so that a dump of the database opens nothing. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

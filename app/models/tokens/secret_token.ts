import { createHash, randomBytes } from 'node:crypto'

/** 192 bits, in letters that an address needs no escape for. */
const TOKEN_BYTES = 24

/** What only whoever was given it knows. */
export function newSecretToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** What is stored of a token, so that a dump of the database opens nothing. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

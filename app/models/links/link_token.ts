import { createHmac, timingSafeEqual } from 'node:crypto'
import { linkKey } from '#config/app'

/** A token for one purpose is worthless for another. */
export type LinkPurpose =
  | 'manage'
  | 'decide'
  | 'return'
  | 'again'
  | 'preferences'
  | 'book'
  | 'team'
  | 'wait'
  | 'prove'
  | 'preview'
  | 'confirm_address'
  | 'keep_address'
  | 'prove_inbox'
  | 'prove_contact'
  | 'stop_inbox'
  | 'stop_digest'

interface LinkSubject {
  id: number
  recipient: string
  version: number
}

const MAC_CHARACTERS = 22

/**
 * `HMAC-SHA256(key, purpose, id, recipient, version)`, 132 bits in base64url, then the id (and the
 * user's, for links sent to one). Nothing is stored, so later mails can print the same link;
 * raising the version revokes all links made before.
 */
function sign(purpose: LinkPurpose, { id, recipient, version }: LinkSubject): string {
  return createHmac('sha256', linkKey)
    .update([purpose, id, recipient, version].join('\n'))
    .digest('base64url')
    .slice(0, MAC_CHARACTERS)
}

export function linkToken(purpose: LinkPurpose, subject: LinkSubject, userId?: number): string {
  const who = userId === undefined ? '' : `_${userId.toString(36)}`
  return sign(purpose, subject) + subject.id.toString(36) + who
}

/** Not proven yet; null when it has not the form of a token. */
export function readLinkToken(token: string): { id: number; userId: number | null } | null {
  const match = /^[\w-]{22}([0-9a-z]{1,10})(?:_([0-9a-z]{1,10}))?$/.exec(token)
  if (!match) return null
  return {
    id: Number.parseInt(match[1], 36),
    userId: match[2] ? Number.parseInt(match[2], 36) : null,
  }
}

export function isLinkTokenFor(token: string, purpose: LinkPurpose, subject: LinkSubject): boolean {
  const expected = Buffer.from(sign(purpose, subject))
  const given = Buffer.from(token.slice(0, MAC_CHARACTERS))
  return given.length === expected.length && timingSafeEqual(given, expected)
}

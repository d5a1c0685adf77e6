import { createHmac, timingSafeEqual } from 'node:crypto'
import type { NodeMailerMessage } from '@adonisjs/mail/types'
import { appUrl, linkKey } from '#config/app'
import { addressIn, headersOf } from '#services/mail_failure'

/** Servers that send a mail back, or its headers, send this along. */
export const MARK_HEADER = 'X-Bellhop-Mark'

/** The longest envelope id (RFC 3461, 4.4). */
const LONGEST_ENVELOPE_ID = 100

const OUR_HOST = `@${new URL(appUrl).hostname}`

/** Proves that a mail with that Message-ID went out from here: anybody may send us what looks like a report. */
export function bounceMark(messageId: string): string {
  const digest = createHmac('sha256', linkKey).update(`bounce ${messageId}`).digest('base64url')
  return digest.slice(0, 16)
}

export function isMarkOf(messageId: string, mark: string): boolean {
  const [given, right] = [mark, bounceMark(messageId)].map((text) => Buffer.from(text))
  return given.length === right.length && timingSafeEqual(given, right)
}

/** By which servers know it on the way; our own host is left out, so that there is room for the rest. */
export function envelopeIdOf(messageId: string, mark = bounceMark(messageId)): string {
  const name = messageId.replace(/^<|>$/g, '')
  return `${mark}.${name.endsWith(OUR_HOST) ? name.slice(0, -OUR_HOST.length) : name}`
}

/** Null where the id proves nothing. */
export function messageIdIn(envelopeId: string): string | null {
  const [mark, ...rest] = envelopeId.split('.')
  const name = rest.join('.')
  const messageId = `<${name.includes('@') ? name : name + OUR_HOST}>`
  return isMarkOf(messageId, mark) ? messageId : null
}

/** With the address that it comes back to, and by what it is known then, be it whole or not. */
export function returning(message: NodeMailerMessage, returnTo: string): NodeMailerMessage {
  const { messageId } = message
  if (!messageId) return message
  const mark = bounceMark(messageId)
  const to = [message.to, message.cc, message.bcc].flatMap((each) => each ?? [])
  const id = envelopeIdOf(messageId)
  return {
    ...message,
    envelope: { from: returnTo, to: to.map((recipient) => addressIn(recipient).address) },
    headers: { ...headersOf(message), [MARK_HEADER]: mark },
    ...(id.length <= LONGEST_ENVELOPE_ID && {
      dsn: { id, return: 'headers', notify: ['failure', 'delay'] },
    }),
  }
}

import type { NodeMailerMessage, Recipient } from '@adonisjs/mail/types'
import { sentAddress } from '#formats/contacts/mail_address'

/** The message names codes only, since servers often repeat the recipient's address. */
export class MailFailure extends Error {
  constructor(
    message: string,
    /** Another try would be refused as well. */
    readonly isPermanent: boolean,
    /** The server refused the mail; otherwise it may have been sent. */
    readonly isRefusal = isPermanent
  ) {
    super(message)
    this.name = 'MailFailure'
  }
}

/** An error's own words could repeat somebody's address. */
export function safeWords(error: unknown): string {
  if (error instanceof MailFailure) return error.message
  if (!(error instanceof Error)) return 'unknown'
  const place = /([\w.-]+:\d+):\d+\)?$/m.exec(error.stack ?? '')?.[1]
  const { code } = error as { code?: unknown }
  return [error.name, typeof code === 'string' ? code : null, place].filter(Boolean).join(' ')
}

/** A line break in a header would begin a header of the sender's choice (RFC 5322, 2.2). */
export function refuseLineBreaks(message: NodeMailerMessage) {
  const lines = [
    message.subject,
    message.messageId,
    message.inReplyTo,
    ...[message.references].flat(),
    ...[message.from, message.to, message.cc, message.bcc, message.replyTo].flatMap(partsOf),
    ...Object.entries(headersOf(message)).flat(),
  ]
  if (lines.some((line) => typeof line === 'string' && /[\r\n\0]/.test(line))) {
    throw new MailFailure('Line break in a header', true)
  }
}

export function headersOf({ headers }: NodeMailerMessage): Record<string, string> {
  if (!headers || Array.isArray(headers)) return {}
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : []
    )
  )
}

export function withSentAddresses(message: NodeMailerMessage): NodeMailerMessage {
  const { from, to, cc, bcc, replyTo } = message
  return {
    ...message,
    ...(from && { from: sent(from) }),
    ...(to && { to: to.map(sent) }),
    ...(cc && { cc: cc.map(sent) }),
    ...(bcc && { bcc: bcc.map(sent) }),
    ...(replyTo && { replyTo: replyTo.map(sent) }),
  }
}

function sent(recipient: Recipient): Recipient {
  const { address, name } = addressIn(recipient)
  return { address: sentAddress(address), name }
}

export function addressIn(recipient: Recipient): { address: string; name: string } {
  if (typeof recipient !== 'string') return recipient
  const match = /^\s*"?(.*?)"?\s*<([^<>]+)>\s*$/.exec(recipient)
  return match ? { name: match[1], address: match[2] } : { name: '', address: recipient.trim() }
}

function partsOf(recipients: Recipient | Recipient[] | undefined): string[] {
  return [recipients ?? []]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one : [one.address, one.name]))
}

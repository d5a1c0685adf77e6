import { MailResponse } from '@adonisjs/mail'
import type { MailTransportContract, NodeMailerMessage, Recipient } from '@adonisjs/mail/types'
import { Client } from '@sendgrid/client'
import { type MailDataRequired, MailService } from '@sendgrid/mail'
import {
  addressIn,
  headersOf,
  MailFailure,
  refuseLineBreaks,
  withSentAddresses,
} from '#services/mail_failure'
import { bytesOf } from '#services/mailbox_transport'

interface SendgridSettings {
  apiKey: string
  timeoutMs: number
  baseUrl?: string
}

/** Temporary: too slow, too many, or a key that is being changed. */
const WORTH_ANOTHER_TRY = new Set([401, 403, 408, 429])

export class SendgridTransport implements MailTransportContract {
  readonly #client = new Client()
  readonly #service = new MailService()

  constructor({ apiKey, timeoutMs, baseUrl }: SendgridSettings) {
    this.#service.setClient(this.#client)
    this.#service.setApiKey(apiKey)
    this.#service.setTimeout(timeoutMs)
    if (baseUrl) this.#client.setDefaultRequest('baseUrl', baseUrl)
  }

  async send(written: NodeMailerMessage): Promise<MailResponse<{ statusCode: number }>> {
    refuseLineBreaks(written)
    const message = withSentAddresses(written)
    const mail = toSendgrid(message)
    try {
      const [{ statusCode, headers }] = await this.#service.send(mail)
      const envelope = { from: person(message.from ?? '').email, to: mail.to.map((to) => to.email) }
      return new MailResponse(messageIdOf(headers), envelope, { statusCode })
    } catch (error) {
      throw failure(error)
    }
  }

  /** What the key may do; whoever gets an answer is signed in. */
  async readScopes(): Promise<string[]> {
    const [, body]: [unknown, { scopes?: unknown }] = await this.#client.request({
      ...{ method: 'GET', url: '/v3/scopes' },
    })
    return Array.isArray(body.scopes) ? body.scopes.map(String) : []
  }
}

function toSendgrid(message: NodeMailerMessage) {
  const replyTo = message.replyTo?.at(0)
  const calendar = message.icalEvent?.content
  const method = message.icalEvent?.method ?? 'PUBLISH'
  const data = {
    from: person(message.from ?? ''),
    to: (message.to ?? []).map(person),
    subject: message.subject ?? '',
    // SendGrid wants plain text before HTML, and adds the charset itself.
    content: [
      { type: 'text/plain', value: String(message.text ?? '') },
      ...(message.html ? [{ type: 'text/html', value: String(message.html) }] : []),
      ...(calendar ? [{ type: `text/calendar; method=${method}`, value: calendar }] : []),
    ] as MailDataRequired['content'] & { 0: { type: string; value: string } },
    headers: { ...threading(message), ...headersOf(message) },
    ...(replyTo && { replyTo: person(replyTo) }),
    ...(calendar && { attachments: [invite(calendar), ...files(message)] }),
    // Our links are secrets of the recipient, so nobody may rewrite or count them.
    trackingSettings: {
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: false },
    },
    hideWarnings: true,
  } satisfies MailDataRequired
  return data
}

function invite(calendar: string) {
  return {
    content: Buffer.from(calendar).toString('base64'),
    filename: 'invite.ics',
    type: 'application/ics',
    disposition: 'attachment',
  }
}

function files({ attachments = [] }: NodeMailerMessage) {
  return attachments.map(({ content, filename, contentType }) => ({
    content: Buffer.from(bytesOf(content)).toString('base64'),
    filename: String(filename),
    // SendGrid accepts no parameters in a file's type.
    type: String(contentType).split(';')[0],
    disposition: 'attachment',
  }))
}

function threading({ messageId, inReplyTo, references }: NodeMailerMessage) {
  return {
    ...(messageId && { 'Message-ID': messageId }),
    ...(typeof inReplyTo === 'string' && { 'In-Reply-To': inReplyTo }),
    ...(references && { References: [references].flat().join(' ') }),
  }
}

function person(recipient: Recipient): { email: string; name?: string } {
  const { address, name } = addressIn(recipient)
  return name ? { email: address, name } : { email: address }
}

function messageIdOf(headers: Record<string, unknown>): string {
  return String(headers['x-message-id'] ?? '')
}

function failure(error: unknown): MailFailure {
  const { code } = error as { code?: number | string }
  const isRefusal = typeof code === 'number' && code >= 400 && code < 500
  return new MailFailure(
    `SendGrid ${code ?? 'error'}`,
    isRefusal && !WORTH_ANOTHER_TRY.has(Number(code)),
    isRefusal && code !== 408
  )
}

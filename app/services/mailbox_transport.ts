import { MailResponse } from '@adonisjs/mail'
import type { MailTransportContract, NodeMailerMessage, Recipient } from '@adonisjs/mail/types'
import db from '@adonisjs/lucid/services/db'
import { addressIn, headersOf, refuseLineBreaks, withSentAddresses } from '#services/mail_failure'

/** Keeps mails in the database instead of sending them; /dev/mails shows them. */
export class MailboxTransport implements MailTransportContract {
  async send(given: NodeMailerMessage): Promise<MailResponse<{ id: number }>> {
    refuseLineBreaks(given)
    const message = withSentAddresses(given)
    const recipients = [message.to, message.cc, message.bcc].flatMap((list) => list ?? [])
    const [{ id }] = await db
      .table('mailbox_messages')
      .returning('id')
      .insert({
        message_id: message.messageId ?? '',
        sender: written(message.from ?? ''),
        recipients: recipients.map(written).join(', '),
        subject: message.subject ?? '',
        html: message.html ?? null,
        text: message.text ?? null,
        headers: JSON.stringify(allHeaders(message)),
        attachments: JSON.stringify(attachments(message)),
      })
    const envelope = {
      from: message.from ? addressIn(message.from).address : false,
      to: recipients.map((recipient) => addressIn(recipient).address),
    } as const
    return new MailResponse(`mailbox-${id}`, envelope, { id })
  }
}

function written(recipient: Recipient): string {
  const { name, address } = addressIn(recipient)
  return name ? `${name} <${address}>` : address
}

function allHeaders(message: NodeMailerMessage): Record<string, string> {
  const known = {
    'Message-ID': message.messageId,
    'In-Reply-To': typeof message.inReplyTo === 'string' ? message.inReplyTo : undefined,
    'References': message.references && [message.references].flat().join(' '),
    'Reply-To': message.replyTo?.map(written).join(', '),
  }
  const given = Object.entries(known).filter((entry): entry is [string, string] => !!entry[1])
  return { ...Object.fromEntries(given), ...headersOf(message) }
}

function attachments({ icalEvent, attachments: files }: NodeMailerMessage) {
  const kept = (files ?? []).map((file) => ({
    filename: String(file.filename ?? 'attachment'),
    contentType: file.contentType ?? 'application/octet-stream',
    content: Buffer.from(bytesOf(file.content)).toString('base64'),
  }))
  if (icalEvent?.content) {
    kept.unshift({
      filename: icalEvent.filename ?? 'invite.ics',
      contentType: `text/calendar; charset=utf-8; method=${icalEvent.method ?? 'PUBLISH'}`,
      content: Buffer.from(icalEvent.content).toString('base64'),
    })
  }
  return kept
}

export function bytesOf(content: unknown): string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array ? content : ''
}

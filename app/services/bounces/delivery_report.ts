import PostalMime from 'postal-mime'
import { isMarkOf, MARK_HEADER, messageIdIn } from '#services/bounces/bounce_mark'
import type { BounceCause } from '#services/sendgrid_events'

/** What a mail server tells of one mail (RFC 3464). */
export interface DeliveryReport {
  outcome: 'failed' | 'delayed'
  cause: ReportCause
  /** Of the mail, where it says so and proves it. */
  messageId: string | null
}

/** The other server named no reason that people could act on. */
export const REPORT_OTHER = 'report_other'

export type ReportCause = BounceCause | typeof REPORT_OTHER

type Fields = Map<string, string>

/** Null for whatever is no report of that kind: what was delivered, an answer of somebody away, spam. */
export async function readReport(source: Buffer): Promise<DeliveryReport | null> {
  const mail = await PostalMime.parse(source, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'utf8',
  })
  const part = (...types: string[]) => {
    const found = mail.attachments.find(({ mimeType }) => types.includes(mimeType))
    return typeof found?.content === 'string' ? found.content : null
  }
  const status = part('message/delivery-status', 'message/global-delivery-status')
  if (status === null) return null
  const [ofMail, ...recipients] = status.split(/\r?\n\s*\r?\n/).map(fieldsOf)
  const told = worstOf(recipients.filter((fields) => fields.size > 0))
  if (!told) return null
  const returned = part('message/rfc822', 'text/rfc822-headers', 'message/global-headers')
  return {
    ...told,
    messageId: provenIn(ofMail, fieldsOf(returned?.split(/\r?\n\r?\n/, 1)[0] ?? '')),
  }
}

/** One mail of ours has one recipient; whatever a list behind it adds, a failure counts. */
function worstOf(recipients: Fields[]): Pick<DeliveryReport, 'outcome' | 'cause'> | null {
  for (const outcome of ['failed', 'delayed'] as const) {
    const found = recipients.find((fields) => fields.get('action')?.toLowerCase() === outcome)
    if (found) return { outcome, cause: causeIn(found) }
  }
  return null
}

/** By the envelope's id, which says both, or by the headers of the mail. */
function provenIn(ofMail: Fields, headers: Fields): string | null {
  const byEnvelope = messageIdIn(ofMail.get('original-envelope-id') ?? '')
  if (byEnvelope) return byEnvelope
  const messageId = headers.get('message-id') ?? ''
  return isMarkOf(messageId, headers.get(MARK_HEADER.toLowerCase()) ?? '') ? messageId : null
}

/** By the enhanced status (RFC 3463), and what the other server said where that names none. */
function causeIn(fields: Fields): ReportCause {
  const said = fields.get('diagnostic-code') ?? ''
  const given = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? ''
  const isVague = given === '' || /\.0\.0$/.test(given)
  const code = (isVague && /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(said)?.[0]) || given
  if (/^5\.1\.([1236]|10)$/.test(code)) return 'no_address'
  if (/^[45]\.2\.2$/.test(code) || /\b[45]52\b/.test(said)) return 'mailbox_full'
  if (/^[45]\.7\./.test(code)) return 'turned_away'
  if (/^[45]\.[14]\./.test(code)) return 'unreachable'
  return REPORT_OTHER
}

/** Names in small letters; a line that begins with a space goes on (RFC 5322, 2.2.3). */
function fieldsOf(text: string): Fields {
  const lines = text.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*?)\s*$/.exec(line) ?? []
      return name ? [[name.toLowerCase(), value] as const] : []
    })
  )
}

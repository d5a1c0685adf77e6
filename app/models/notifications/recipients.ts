import { isSendable } from '#formats/contacts/mail_address'
import { seenText } from '#formats/words/text'

export interface LinkRecipient {
  name: string | null
  email: string
}

export class RecipientError extends Error {
  constructor(readonly lines: readonly number[]) {
    super(`Line ${lines.join(', ')} names nobody`)
  }
}

/** Those of each line, as mail programs and tables give them. A repeated address counts once. */
export function readRecipients(text: string): LinkRecipient[] {
  const found = new Map<string, LinkRecipient>()
  const wrong: number[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const written = line.trim().replace(/[,;]$/, '')
    if (written === '') continue
    const recipients = readLine(written)
    if (recipients.length === 0) wrong.push(index + 1)
    for (const recipient of recipients) {
      const key = recipient.email.toLowerCase()
      if (!found.has(key)) found.set(key, recipient)
    }
  }
  if (wrong.length > 0) throw new RecipientError(wrong)
  return [...found.values()]
}

/** Several of one line, as mail programs copy them; none where one of them cannot be read. */
function readLine(written: string): LinkRecipient[] {
  const parts = written.split(/[,;]/)
  const each = parts.every((part) => part.includes('@')) ? parts : [written]
  const read = each.map((part) => readRecipient(part.trim()))
  return read.every((recipient) => recipient !== null) ? read : []
}

/** A name before or behind its address, as they are written or come from a spreadsheet. */
function readRecipient(written: string): LinkRecipient | null {
  const words = written.split(/[\t \u00a0,;]+/).filter((word) => word.includes('@'))
  const [word] = words
  if (words.length !== 1) return null
  const email = word.replaceAll(/^["'(<[]+|["')>\]]+$/g, '').replace(/^mailto:/i, '')
  if (!isSendable(email) || email.length > 254) return null
  const rest = written.replace(word, ' ').replaceAll(/[\s"<>]+/g, ' ')
  const name = seenText(rest.replaceAll(/^[\s,;]+|[\s,;]+$/g, ''))
  return name.length > 200 ? null : { name: name || null, email }
}

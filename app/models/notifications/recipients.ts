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

const NAMED = /^"?([^"<>]*?)"?\s*<\s*([^<>\s]+@[^<>\s]+\.[^<>\s]+)\s*>$/
const BARE = /^[^<>\s,;]+@[^<>\s,;]+\.[^<>\s,;]+$/

/** One per line, as mail programs and tables give them. A repeated address counts once. */
export function readRecipients(text: string): LinkRecipient[] {
  const found = new Map<string, LinkRecipient>()
  const wrong: number[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const written = line.trim().replace(/[,;]$/, '')
    if (written === '') continue
    const recipient = readRecipient(written)
    if (!recipient) {
      wrong.push(index + 1)
      continue
    }
    const key = recipient.email.toLowerCase()
    if (!found.has(key)) found.set(key, recipient)
  }
  if (wrong.length > 0) throw new RecipientError(wrong)
  return [...found.values()]
}

function readRecipient(written: string): LinkRecipient | null {
  const [, name, email] = NAMED.exec(written) ?? []
  const address = email ?? (BARE.test(written) ? written : null)
  if (address === null || !isSendable(address) || address.length > 254 || (name ?? '').length > 200)
    return null
  return { name: seenText(name ?? '') || null, email: address }
}

import type { MailContent } from '../mail/mail_content.js'
import { ownSubject, ownWords } from '../mail/own_words.js'
import type { Recipient } from '../mail/recipient.js'
import { messageOf } from '../registry.js'
import { variablesOf } from './own_texts.js'
import type { KnownValues } from '#formats/words/variables'
import type { OwnParts } from '#models/notifications/message_text'

interface Said<About> {
  about: About
  to: Recipient
  content: MailContent
}

/** With what the business says in its own words; what happened, and every way on, stays ours. */
export function inOwnWords<About>(
  type: string,
  text: OwnParts | null,
  { about, to, content }: Said<About>
): MailContent {
  const names = variablesOf(type)
  const known = messageOf(type).subject?.known?.(about, to)
  if (!text || !names || !known) return content
  const values: KnownValues = Object.fromEntries(names.map((name) => [name, known[name] ?? '']))
  return {
    ...content,
    subject: ownSubject(text.subject, values) ?? content.subject,
    opening: ownWords(text.opening, values),
    closing: ownWords(text.closing, values),
  }
}

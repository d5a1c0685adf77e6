import type { DateTime } from 'luxon'
import { messageOf } from '../messages.js'
import type { Member } from '../message.js'
import { inOwnWords } from '../texts/in_own_words.js'
import { MessageMail } from './message_mail.js'
import type { OwnParts } from '#models/notifications/message_text'

interface Telling<About> {
  about: About
  member: Member | null
  now: DateTime
  messageId: string
  inReplyTo: string | null
  /** Where answers to the business go. */
  answersTo?: string | null
  /** What the business says of it in its own words, in the language of whom it goes to. */
  text?: OwnParts | null
}

/** Null where that recipient is told nothing by mail. */
export function mailFor<About>(
  type: string,
  { about, member, now, messageId, inReplyTo, answersTo = null, text = null }: Telling<About>
): MessageMail | null {
  const { subject, mail } = messageOf(type)
  const written = mail?.[member ? 'staff' : 'client']
  if (!subject || !written) return null
  const to = subject.recipient(about, member, now)
  const content = inOwnWords(type, text, { about, to, content: written.content(about, to) })
  return new MessageMail({
    ...{ content, to },
    ...{ messageId, inReplyTo, answersTo },
  })
}

/** Of whoever is told: in which it is said. */
export function languageOf<About>(
  type: string,
  { about, member, now }: Pick<Telling<About>, 'about' | 'member' | 'now'>
): string | null {
  const { subject } = messageOf(type)
  return subject ? subject.recipient(about, member, now).i18n.locale : null
}

import type { DateTime } from 'luxon'
import { messageOf } from '../messages.js'
import type { Member } from '../message.js'
import { MessageMail } from './message_mail.js'

interface Telling<About> {
  about: About
  member: Member | null
  now: DateTime
  messageId: string
  inReplyTo: string | null
  /** Where answers to the business go. */
  answersTo?: string | null
}

/** Null where that recipient is told nothing by mail. */
export function mailFor<About>(
  type: string,
  { about, member, now, messageId, inReplyTo, answersTo = null }: Telling<About>
): MessageMail | null {
  const { subject, mail } = messageOf(type)
  const written = mail?.[member ? 'staff' : 'client']
  if (!subject || !written) return null
  const to = subject.recipient(about, member, now)
  return new MessageMail({
    ...{ content: written.content(about, to), to },
    ...{ messageId, inReplyTo, answersTo },
  })
}

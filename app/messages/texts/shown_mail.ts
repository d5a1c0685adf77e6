import { appUrl } from '#config/app'
import type { MailContent } from '../mail/mail_content.js'
import { MessageMail } from '../mail/message_mail.js'
import { Recipient } from '../mail/recipient.js'
import type { SampleParts } from '../message.js'
import { messageOf } from '../registry.js'
import { inOwnWords } from './in_own_words.js'
import { pagePath } from '#formats/pages/addresses'
import type { OwnParts } from '#models/notifications/message_text'

export interface SampleWanted extends SampleParts {
  type: string
  text: OwnParts | null
}

/** What a client would be told, in whose name, and to whom it goes instead of them. */
export interface ToldInstead {
  content: MailContent
  to: Recipient
}

/**
 * Every way in it leads to the business's page instead: those of a client are for that client, and
 * those of a sample lead nowhere.
 */
export function sampleTold(
  { type, text, ...of }: SampleWanted,
  reader: { name: string; email: string } | null = null
): ToldInstead {
  const { subject, mail } = messageOf(type)
  const sample = mail?.client?.samples[0]
  const about = sample && subject?.sampleOf?.(sample.about, of)
  if (!about || !subject || !mail?.client) throw new Error(`No sample of ${type}`)
  const { now } = of
  const client = subject.recipient(about, null, now)
  const { business, timeZone, locale } = client
  const { name, email } = reader ?? client
  const person = { name, email, memberId: null, locale, timeZone }
  const to = new Recipient(business, person, now)
  const content = inOwnWords(type, text, { about, to, content: mail.client.content(about, to) })
  return { content: leadingTo(appUrl + pagePath(of.business), content), to }
}

/** As it would be sent. */
export function shownMail(wanted: SampleWanted): MessageMail {
  const sent = { messageId: '<sample@localhost>', inReplyTo: null, answersTo: null }
  return new MessageMail({ ...sampleTold(wanted), ...sent })
}

export function shownSubject(wanted: SampleWanted): string {
  return sampleTold(wanted).content.subject
}

function leadingTo(href: string, content: MailContent): MailContent {
  const { facts, button, calendar, choice, ...rest } = content
  const led = <Way extends { href: string }>(way: Way): Way => ({ ...way, href })
  return {
    ...rest,
    facts: facts.map(({ link, ...fact }) => ({ ...fact, ...(link && { link: led(link) }) })),
    button: button && led(button),
    calendar: calendar && { ...calendar, links: calendar.links.map(led) },
    invitations: [],
    ...(choice && { choice: { link: led(choice.link), unsubscribe: null } }),
  }
}

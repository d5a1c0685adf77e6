import { BaseMail } from '@adonisjs/mail'
import type { MailContent } from './mail_content.js'
import { mailFrame, OURS } from './mail_frame.js'
import { mailText } from './mail_text.js'
import { type OwnWords, wordsAsHtml, wordsAsText } from './own_words.js'
import { organized, organizerOf } from './organized.js'
import type { Recipient } from './recipient.js'
import { orderedContent, orderedFrame } from './ordered_mail.js'
import { unlinkedContent, unlinkedFrame } from './unlinked_mail.js'
import { senderAddress } from '#config/mail'
import { isSendable } from '#formats/contacts/mail_address'
import { unlinked } from '#formats/contacts/unlinked'
import { bookingCalendar } from '#services/ics'

interface Written {
  content: MailContent
  to: Recipient
  messageId: string
  /** The first mail to the same recipient about the same. */
  inReplyTo: string | null
  /** Where answers to the business go; null where nobody has proven to read them. */
  answersTo: string | null
}

/** A message as it is handed to a mail server. */
export class MessageMail extends BaseMail {
  constructor(private readonly written: Written) {
    super()
  }

  prepare() {
    this.address()
    this.thread()
    this.write()
    this.invite()
  }

  private address() {
    const { content, to, answersTo } = this.written
    this.message.to(to.email, oneLine(to.name))
    // Sent from our own address, which receivers can prove; answers reach the business. What a
    // business calls itself never stands there alone.
    const sender = content.isOurs ? OURS : to.t('sender', { business: to.business.name })
    this.message.from(senderAddress, oneLine(sender))
    const answered = whoIsAnswered(content, to, answersTo)
    if (answered) this.message.replyTo(answered.email, oneLine(answered.name))
  }

  private thread() {
    const { content, to, messageId, inReplyTo } = this.written
    this.message
      .messageId(messageId)
      .header('Auto-Submitted', 'auto-generated')
      .header('X-Bellhop-Business', String(to.business.id))
    if (content.isOurs || content.provesAddress) this.message.header('X-Bellhop-Secret', 'yes')
    if (content.choice?.unsubscribe) {
      this.message
        .header('List-Unsubscribe', `<${content.choice.unsubscribe}>`)
        .header('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click')
    }
    if (inReplyTo) this.message.inReplyTo(inReplyTo).references([inReplyTo])
  }

  private write() {
    const { content: written, to } = this.written
    const frame = unlinkedFrame(orderedFrame(mailFrame(written, to)))
    const isKnown = !to.isOfNewBusiness
    const content = unlinkedContent(orderedContent(written, frame), isKnown)
    const { opening = null, closing = null } = written
    const set = (as: typeof wordsAsHtml) => {
      const words = (own: OwnWords | null) => own && as(own, { frame, isKnown })
      return { opening: words(opening), closing: words(closing) }
    }
    this.message
      .subject(oneLine(content.subject))
      .htmlView('emails/mail', { ...content, ...frame, ...set(wordsAsHtml) })
      .text(mailText(content, frame, set(wordsAsText)))
  }

  private invite() {
    const { content, to, answersTo } = this.written
    const organizer = organizerOf(to.business, answersTo)
    const [event, ...others] = (content.invitations ?? []).map((each) => organized(each, organizer))
    if (!event) return
    this.message.icalEvent(bookingCalendar(event), {
      method: event.method,
      filename: 'invite.ics',
    })
    // One invitation may name one event only (RFC 5546): the other dates come as files.
    for (const [index, other] of others.entries()) {
      this.message.attachData(Buffer.from(bookingCalendar(other)), {
        filename: `invite-${index + 2}.ics`,
        contentType: `text/calendar; charset=utf-8; method=${other.method}`,
      })
    }
  }
}

function whoIsAnswered(content: MailContent, { business }: Recipient, email: string | null) {
  if (content.isOurs) return null
  if (content.answersTo !== undefined) return content.answersTo
  return email && isSendable(email) ? { name: business.name, email } : null
}

/** Headers are one line, whatever was typed, and no link. */
function oneLine(text: string): string {
  return unlinked(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
}

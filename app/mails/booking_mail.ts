import { BaseMail } from '@adonisjs/mail'
import { senderAddress } from '#config/mail'
import { formatHosts } from '#formats/bookings/hosts'
import { isSendable } from '#formats/contacts/mail_address'
import { unlinked } from '#formats/contacts/unlinked'
import { calendarEvent } from '#mails/calendar'
import type { Letter, Stationery } from '#mails/letter'
import { letterText } from '#mails/letter_text'
import type { Occasion } from '#mails/occasion'
import { Reader } from '#mails/reader'
import { stationery } from '#mails/stationery'
import { unlinkedLetter, unlinkedPaper } from '#mails/unlinked_letter'
import { bookingCalendar } from '#services/ics'

export abstract class BookingMail extends BaseMail {
  protected readonly reader: Reader

  constructor(protected readonly occasion: Occasion) {
    super()
    this.reader = new Reader(occasion)
  }

  protected abstract letter(): Letter

  protected calendarMethod(): 'REQUEST' | 'CANCEL' | null {
    return null
  }

  prepare() {
    this.address()
    this.thread()
    this.write()
    this.invite()
  }

  protected answersGoTo(): { name: string; email: string } | null {
    const { name, email } = this.occasion.booking.business
    return email && isSendable(email) ? { name, email } : null
  }

  /** A business's own name never stands here alone, since anybody can call a business anything. */
  protected sender(): string {
    return this.reader.t('sender', { business: this.occasion.booking.business.name })
  }

  protected paper(): Stationery {
    return stationery(this.occasion, this.reader)
  }

  protected heading(): string {
    const { booking } = this.occasion
    const host = formatHosts(booking, this.reader.locale)
    return this.reader.t('heading.with_host', { service: booking.service.name, host })
  }

  private address() {
    const { booking, staff } = this.occasion
    if (staff) this.message.to(staff.email, oneLine(staff.fullName))
    else this.message.to(booking.clientEmail ?? '', oneLine(booking.clientName))
    // Sent from our own address, which receiving servers can verify; replies go to the business.
    this.message.from(senderAddress, oneLine(this.sender()))
    const answered = this.answersGoTo()
    if (answered) this.message.replyTo(answered.email, oneLine(answered.name))
  }

  private thread() {
    const { booking, messageId, inReplyTo } = this.occasion
    this.message
      .messageId(messageId)
      .header('Auto-Submitted', 'auto-generated')
      .header('X-Bellhop-Business', String(booking.businessId))
    if (inReplyTo) this.message.inReplyTo(inReplyTo).references([inReplyTo])
  }

  private write() {
    const { booking, now } = this.occasion
    const letter = unlinkedLetter(this.letter(), !booking.business.isNewAt(now))
    const paper = unlinkedPaper(this.paper())
    this.message
      .subject(oneLine(letter.subject))
      .htmlView('emails/booking', { ...letter, ...paper })
      .text(letterText(letter, paper))
  }

  private invite() {
    const method = this.calendarMethod()
    if (!method) return
    const event = calendarEvent(this.occasion, this.reader, method)
    const told = { method: event.method, filename: 'invite.ics' }
    this.message.icalEvent(bookingCalendar(event), told)
    // An invitation may have only one event (RFC 5546), so the other dates come as files.
    const [, ...others] = this.occasion.dates ?? []
    for (const [index, booking] of others.entries()) {
      const other = calendarEvent({ ...this.occasion, booking }, this.reader, method)
      this.message.attachData(Buffer.from(bookingCalendar(other)), {
        filename: `invite-${index + 2}.ics`,
        contentType: `text/calendar; charset=utf-8; method=${other.method}`,
      })
    }
  }
}

/** Headers are one line, whatever was typed, and never a link. */
function oneLine(text: string): string {
  return unlinked(text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
}

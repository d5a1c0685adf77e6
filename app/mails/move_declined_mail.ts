import { BookingMail } from '#mails/booking_mail'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { moveLink } from '#mails/links'
import { moveOf } from '#mails/moved_time'

export default class MoveDeclinedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    const move = moveOf(occasion)
    return {
      subject: reader.t('move_declined.subject', {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('move_declined.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('move_declined.notice', {
        business: booking.business.name,
        asked: reader.span(move),
      }),
      quote: move.rejectionReason
        ? { label: reader.t('move_declined.reason'), text: move.rejectionReason, isProse: true }
        : null,
      facts: clientFacts(occasion, reader),
      button: { label: reader.t('move_declined.button'), href: moveLink(booking) },
    }
  }
}

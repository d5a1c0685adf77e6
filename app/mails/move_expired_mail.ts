import { BookingMail } from '#mails/booking_mail'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { moveLink } from '#mails/links'
import { moveOf } from '#mails/moved_time'

export default class MoveExpiredMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    return {
      subject: reader.t('move_expired.subject', {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('move_expired.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('move_expired.notice', {
        business: booking.business.name,
        asked: reader.span(moveOf(occasion)),
      }),
      facts: clientFacts(occasion, reader),
      button: { label: reader.t('move_expired.button'), href: moveLink(booking) },
    }
  }
}

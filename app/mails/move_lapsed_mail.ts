import { BookingMail } from '#mails/booking_mail'
import { staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { adminBookingLink } from '#mails/links'
import { moveOf } from '#mails/moved_time'

export default class MoveLapsedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    const move = moveOf(occasion)
    return {
      subject: reader.t('move_lapsed.subject', { client: booking.clientName }),
      status: { text: reader.t('move_lapsed.status'), tone: 'stop' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('move_lapsed.notice', {
        asked: reader.span(move),
        deadline: reader.moment(move.expiresAt),
        zone: reader.zone(move.expiresAt),
      }),
      facts: staffFacts(booking, reader),
      button: { label: reader.t('move_lapsed.button'), href: adminBookingLink(booking) },
    }
  }
}

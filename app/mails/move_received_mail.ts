import { BookingMail } from '#mails/booking_mail'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { provenManageLink } from '#mails/links'
import { askedTime, moveOf } from '#mails/moved_time'

export default class MoveReceivedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    const { expiresAt, startsAt } = moveOf(occasion)
    return {
      subject: reader.t('move_received.subject', {
        service: booking.service.name,
        time: reader.stamp(startsAt),
      }),
      status: { text: reader.t('move_received.status'), tone: 'wait' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('move_received.notice', {
        business: booking.business.name,
        deadline: reader.moment(expiresAt),
        zone: reader.zone(expiresAt),
      }),
      facts: [...askedTime(occasion, reader), ...clientFacts(occasion, reader)],
      button: { label: reader.t('move_received.button'), href: provenManageLink(booking) },
    }
  }
}

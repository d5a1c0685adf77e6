import { dayAgenda } from '#mails/agenda'
import { BookingMail } from '#mails/booking_mail'
import { staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { moveDecisionLink } from '#mails/links'
import { askedTime, moveOf } from '#mails/moved_time'

export default class MoveWaitingMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, staff } = occasion
    const move = moveOf(occasion)
    return {
      subject: reader.t('move_waiting.subject', {
        client: booking.clientName,
        service: booking.service.name,
        time: reader.stamp(move.startsAt),
      }),
      status: { text: reader.t('move_waiting.status'), tone: 'wait' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('move_waiting.notice', {
        deadline: reader.moment(move.expiresAt),
        zone: reader.zone(move.expiresAt),
      }),
      quote: move.reason ? { label: reader.t('move_waiting.reason'), text: move.reason } : null,
      facts: [...askedTime(occasion, reader), ...staffFacts(booking, reader)],
      agenda: dayAgenda(occasion, reader),
      button: {
        label: reader.t('move_waiting.button'),
        href: moveDecisionLink(move, booking, staff?.id ?? 0),
        after: reader.t('move_waiting.after_button'),
      },
    }
  }
}

import { BookingMail } from '#mails/booking_mail'
import { dayAgenda } from '#mails/agenda'
import { dateFacts, staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { decisionLink } from '#mails/links'

export default class RequestWaitingMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, staff } = occasion
    const deadline = booking.expiresAt ?? booking.startsAt
    return {
      subject: reader.t('request_waiting.subject', {
        client: booking.clientName,
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('request_waiting.status'), tone: 'wait' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('request_waiting.notice', {
        deadline: reader.moment(deadline),
        zone: reader.zone(deadline),
      }),
      facts: [...dateFacts(this.occasion, reader), ...staffFacts(booking, reader)],
      agenda: dayAgenda(occasion, reader),
      button: {
        label: reader.t('request_waiting.button'),
        href: decisionLink(booking, staff?.id ?? 0),
        after: reader.t('request_waiting.after_button'),
      },
    }
  }
}

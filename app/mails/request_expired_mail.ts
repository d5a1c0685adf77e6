import { BookingMail } from '#mails/booking_mail'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { otherTimesLink } from '#mails/links'

export default class RequestExpiredMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    return {
      subject: reader.t('request_expired.subject', {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('request_expired.status'), tone: 'stop' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('request_expired.notice', { business: booking.business.name }),
      facts: clientFacts(occasion, reader),
      button: { label: reader.t('request_expired.button'), href: otherTimesLink(booking) },
    }
  }
}

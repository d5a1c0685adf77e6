import { BookingMail } from '#mails/booking_mail'
import { clientFacts, dateFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { provenManageLink } from '#mails/links'

export default class RequestReceivedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    const notice = booking.holdsTime ? 'request_received.notice' : 'request_received.notice_open'
    const deadline = booking.expiresAt ?? booking.startsAt
    return {
      subject: reader.t('request_received.subject', {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('request_received.status'), tone: 'wait' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(notice, {
        business: booking.business.name,
        deadline: reader.moment(deadline),
        zone: reader.zone(deadline),
      }),
      facts: [...dateFacts(this.occasion, reader), ...clientFacts(occasion, reader)],
      button: { label: reader.t('request_received.button'), href: provenManageLink(booking) },
    }
  }
}

import { BookingMail } from '#mails/booking_mail'
import { staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { adminBookingLink } from '#mails/links'

export default class RequestLapsedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    const deadline = booking.expiresAt ?? booking.startsAt
    return {
      subject: reader.t('request_lapsed.subject', { client: booking.clientName }),
      status: { text: reader.t('request_lapsed.status'), tone: 'stop' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('request_lapsed.notice', {
        deadline: reader.moment(deadline),
        zone: reader.zone(deadline),
      }),
      facts: staffFacts(booking, reader),
      button: { label: reader.t('request_lapsed.button'), href: adminBookingLink(booking) },
    }
  }
}

import { BookingMail } from '#mails/booking_mail'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { timesNearLink } from '#mails/links'
import type Booking from '#models/bookings/booking'

function noticeOf({ wentToAnother }: Booking) {
  return wentToAnother ? 'request_declined.notice_another' : 'request_declined.notice'
}

export default class RequestDeclinedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    return {
      subject: reader.t('request_declined.subject', {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('request_declined.status'), tone: 'stop' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(noticeOf(booking), { business: booking.business.name }),
      quote: booking.rejectionReason
        ? {
            label: reader.t('request_declined.reason'),
            text: booking.rejectionReason,
            isProse: true,
          }
        : null,
      facts: clientFacts(occasion, reader),
      button: { label: reader.t('request_declined.button'), href: timesNearLink(booking) },
    }
  }
}

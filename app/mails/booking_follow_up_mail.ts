import { BookingMail } from '#mails/booking_mail'
import type { Letter } from '#mails/letter'
import { otherTimesLink } from '#mails/links'

export default class BookingFollowUpMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    const { business, service, reference } = booking
    return {
      subject: reader.t('booking_follow_up.subject', {
        service: service.name,
        business: business.name,
      }),
      status: { text: reader.t('booking_follow_up.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      quote: {
        label: reader.t('booking_follow_up.words', { business: business.name }),
        text: booking.followUp ?? '',
        isProse: true,
      },
      facts: [{ label: reader.t('fact.reference'), text: reference }],
      button: { label: reader.t('booking_follow_up.button'), href: otherTimesLink(booking) },
    }
  }
}

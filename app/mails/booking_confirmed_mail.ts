import { BookingMail } from '#mails/booking_mail'
import { calendarChoices } from '#mails/calendar'
import { clientFacts, dateFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { provenManageLink } from '#mails/links'

export default class BookingConfirmedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    return {
      subject: reader.t('booking_confirmed.subject', {
        service: booking.service.name,
        business: booking.business.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('booking_confirmed.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      facts: [...dateFacts(this.occasion, reader), ...clientFacts(occasion, reader)],
      button: {
        label: reader.t('booking_confirmed.button'),
        href: provenManageLink(booking),
      },
      calendar: calendarChoices(occasion, reader),
    }
  }

  protected calendarMethod() {
    return 'REQUEST' as const
  }
}

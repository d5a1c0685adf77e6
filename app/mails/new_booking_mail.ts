import { BookingMail } from '#mails/booking_mail'
import { dateFacts, staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { adminBookingLink } from '#mails/links'

export default class NewBookingMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    return {
      subject: reader.t('new_booking.subject', {
        client: booking.clientName,
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('new_booking.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      facts: [...dateFacts(this.occasion, reader), ...staffFacts(booking, reader)],
      button: { label: reader.t('new_booking.button'), href: adminBookingLink(booking) },
    }
  }

  protected calendarMethod() {
    return 'REQUEST' as const
  }
}

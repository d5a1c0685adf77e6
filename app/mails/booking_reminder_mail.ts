import { BookingMail } from '#mails/booking_mail'
import { calendarChoices } from '#mails/calendar'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { provenManageLink } from '#mails/links'

export default class BookingReminderMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    return {
      subject: reader.t('booking_reminder.subject', {
        service: booking.service.name,
        business: booking.business.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('booking_reminder.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      facts: clientFacts(occasion, reader),
      button: { label: reader.t('booking_reminder.button'), href: provenManageLink(booking) },
      calendar: calendarChoices(occasion, reader),
    }
  }
}

import { BookingMail } from '#mails/booking_mail'
import { calendarChoices } from '#mails/calendar'
import { changedWords } from '#mails/changed_words'
import { clientFacts, dateFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { provenManageLink } from '#mails/links'

export default class BookingChangedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking } = occasion
    const isWaiting = booking.status === 'pending'
    const what = changedWords(occasion, reader)
    return {
      subject: reader.t('booking_changed.subject', {
        what,
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('booking_changed.status'), tone: isWaiting ? 'wait' : 'good' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(`booking_changed.${isWaiting ? 'waiting_notice' : 'notice'}`, { what }),
      facts: [...dateFacts(occasion, reader), ...clientFacts(occasion, reader)],
      button: { label: reader.t('booking_rescheduled.button'), href: provenManageLink(booking) },
      ...(!isWaiting && { calendar: calendarChoices(occasion, reader) }),
    }
  }

  /** A request is in no calendar yet. */
  protected calendarMethod() {
    return this.occasion.booking.status === 'pending' ? null : ('REQUEST' as const)
  }
}

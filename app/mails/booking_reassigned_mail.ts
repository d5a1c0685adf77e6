import { BookingMail } from '#mails/booking_mail'
import { calendarChoices } from '#mails/calendar'
import { changedFact } from '#mails/changed_words'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { provenManageLink } from '#mails/links'

export default class BookingReassignedMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, change, formerHost } = occasion
    const isWaiting = booking.status === 'pending'
    const hosts = { host: booking.host.name, former: formerHost?.name ?? '' }
    return {
      subject: reader.t(`booking_reassigned.${isWaiting ? 'waiting_subject' : 'subject'}`, {
        ...hosts,
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: {
        text: reader.t('booking_reassigned.status'),
        tone: isWaiting ? 'wait' : 'good',
      },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(`booking_reassigned.${isWaiting ? 'waiting_notice' : 'notice'}`, {
        ...hosts,
        place: occasion.changed?.includes('place') ? 'changed' : 'same',
      }),
      quote: change?.reason
        ? { label: reader.t('booking_rescheduled.reason'), text: change.reason, isProse: true }
        : null,
      facts: [...changedFact(occasion, reader), ...clientFacts(occasion, reader)],
      button: { label: reader.t('booking_rescheduled.button'), href: provenManageLink(booking) },
      ...(!isWaiting && { calendar: calendarChoices(occasion, reader) }),
    }
  }

  protected calendarMethod() {
    return this.occasion.booking.status === 'pending' ? null : ('REQUEST' as const)
  }
}

import { BookingMail } from '#mails/booking_mail'
import { changedWords } from '#mails/changed_words'
import { dateFacts, staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { adminBookingLink } from '#mails/links'

export default class ChangeNoticeMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, change } = occasion
    const what = changedWords(occasion, reader)
    const client = booking.clientName
    return {
      subject: reader.t('change_notice.subject', {
        ...{ what, client },
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('booking_changed.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('change_notice.notice', {
        ...{ what, client },
        who: change?.user?.fullName ?? reader.t('cancellation.someone'),
      }),
      facts: [...dateFacts(occasion, reader), ...staffFacts(booking, reader)],
      button: { label: reader.t('reschedule.button'), href: adminBookingLink(booking) },
    }
  }

  protected calendarMethod() {
    return this.occasion.booking.status === 'pending' ? null : ('REQUEST' as const)
  }
}

import { BookingMail } from '#mails/booking_mail'
import { staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { adminBookingLink } from '#mails/links'
import { formerTime } from '#mails/moved_time'

export default class CancellationNoticeMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, change } = occasion
    const who = this.who()
    return {
      subject: reader.t('cancellation.subject', {
        who,
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('cancellation.status'), tone: 'stop' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t('cancellation.notice', { who }),
      quote: change?.reason
        ? { label: reader.t('cancellation.reason'), text: change.reason }
        : null,
      facts: [...formerTime(occasion, reader), ...staffFacts(booking, reader)],
      button: { label: reader.t('cancellation.button'), href: adminBookingLink(booking) },
    }
  }

  /** A request that was never confirmed is in nobody's calendar. */
  protected calendarMethod() {
    return this.occasion.change?.fromStatus === 'approved' ? ('CANCEL' as const) : null
  }

  private who(): string {
    const { booking, change } = this.occasion
    if (change?.actor === 'client') return booking.clientName
    return change?.user?.fullName ?? this.reader.t('cancellation.someone')
  }
}

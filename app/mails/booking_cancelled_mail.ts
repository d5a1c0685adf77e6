import { BookingMail } from '#mails/booking_mail'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { otherTimesLink } from '#mails/links'
import { formerTime } from '#mails/moved_time'

export default class BookingCancelledMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, change } = occasion
    const isOwnDoing = change?.actor === 'client'
    return {
      subject: reader.t('booking_cancelled.subject', {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('booking_cancelled.status'), tone: 'stop' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(isOwnDoing ? 'booking_cancelled.notice_own' : 'booking_cancelled.notice', {
        business: booking.business.name,
      }),
      quote:
        change?.reason && !isOwnDoing
          ? { label: reader.t('booking_cancelled.reason'), text: change.reason, isProse: true }
          : null,
      facts: [...formerTime(occasion, reader), ...clientFacts(occasion, reader)],
      button: { label: reader.t('booking_cancelled.button'), href: otherTimesLink(booking) },
    }
  }

  /** A request that was never confirmed is in nobody's calendar. */
  protected calendarMethod() {
    return this.occasion.change?.fromStatus === 'approved' ? ('CANCEL' as const) : null
  }
}

import { BookingMail } from '#mails/booking_mail'
import { staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { adminBookingLink } from '#mails/links'
import { formerStamp, formerTime } from '#mails/moved_time'

export default class RescheduleNoticeMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, change } = occasion
    const was = formerStamp(occasion, reader)
    return {
      subject: reader.t(`reschedule.subject${was ? '_was' : ''}`, {
        client: booking.clientName,
        service: booking.service.name,
        time: reader.stamp(),
        was: was ?? '',
      }),
      status: { text: reader.t('reschedule.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      notice: this.notice(),
      quote: change?.reason ? { label: reader.t('reschedule.reason'), text: change.reason } : null,
      facts: [...formerTime(occasion, reader), ...staffFacts(booking, reader)],
      button: { label: reader.t('reschedule.button'), href: adminBookingLink(booking) },
    }
  }

  /** A former host loses the calendar entry; a request has none yet. */
  protected calendarMethod() {
    if (this.occasion.booking.status === 'pending') return null
    return this.isLost() ? ('CANCEL' as const) : ('REQUEST' as const)
  }

  private notice(): string {
    const who = this.who()
    if (!this.isLost()) return this.reader.t('reschedule.notice', { who })
    return this.reader.t('reschedule.notice_lost', { who, host: this.occasion.booking.host.name })
  }

  private isLost(): boolean {
    return this.occasion.formerHost?.isReader === true
  }

  private who(): string {
    const { booking, change } = this.occasion
    if (change?.actor === 'client') return booking.clientName
    return change?.user?.fullName ?? this.reader.t('cancellation.someone')
  }
}

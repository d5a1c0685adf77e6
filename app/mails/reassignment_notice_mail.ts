import { BookingMail } from '#mails/booking_mail'
import { staffFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { adminBookingLink } from '#mails/links'

export default class ReassignmentNoticeMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, change, formerHost } = occasion
    const who = change?.user?.fullName ?? reader.t('cancellation.someone')
    const isWaiting = booking.status === 'pending'
    const hosts = { host: booking.host.name, former: formerHost?.name ?? '' }
    return {
      subject: reader.t('reassignment.subject', {
        ...hosts,
        client: booking.clientName,
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('reassignment.status'), tone: isWaiting ? 'wait' : 'good' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(`reassignment.${this.noticeKey()}`, { ...hosts, who }),
      quote: change?.reason ? { label: reader.t('reschedule.reason'), text: change.reason } : null,
      facts: staffFacts(booking, reader),
      button: { label: reader.t('reschedule.button'), href: adminBookingLink(booking) },
    }
  }

  private noticeKey(): string {
    const { booking, change } = this.occasion
    if (booking.status !== 'pending') return 'notice'
    return change?.rule ? 'passed_notice' : 'waiting_notice'
  }

  /** A former host loses the calendar entry; a request has none yet. */
  protected calendarMethod() {
    if (this.occasion.booking.status === 'pending') return null
    return this.occasion.formerHost?.isReader ? ('CANCEL' as const) : ('REQUEST' as const)
  }
}

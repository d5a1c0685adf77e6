import { BookingMail } from '#mails/booking_mail'
import { calendarChoices } from '#mails/calendar'
import { changedFact } from '#mails/changed_words'
import { clientFacts } from '#mails/facts'
import type { Letter } from '#mails/letter'
import { provenManageLink } from '#mails/links'
import { formerStamp, formerTime } from '#mails/moved_time'

export default class BookingRescheduledMail extends BookingMail {
  protected letter(): Letter {
    const { reader, occasion } = this
    const { booking, change } = occasion
    const isOwnDoing = change?.actor === 'client'
    const was = formerStamp(occasion, reader)
    return {
      subject: reader.t(`booking_rescheduled.subject${was ? '_was' : ''}`, {
        service: booking.service.name,
        time: reader.stamp(),
        was: was ?? '',
      }),
      status: { text: reader.t('booking_rescheduled.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(
        isOwnDoing ? 'booking_rescheduled.notice_own' : 'booking_rescheduled.notice',
        { business: booking.business.name }
      ),
      quote:
        change?.reason && !isOwnDoing
          ? { label: reader.t('booking_rescheduled.reason'), text: change.reason, isProse: true }
          : null,
      facts: [
        ...formerTime(occasion, reader),
        ...changedFact(occasion, reader),
        ...clientFacts(occasion, reader),
      ],
      button: { label: reader.t('booking_rescheduled.button'), href: provenManageLink(booking) },
      calendar: calendarChoices(occasion, reader),
    }
  }

  protected calendarMethod() {
    return 'REQUEST' as const
  }
}

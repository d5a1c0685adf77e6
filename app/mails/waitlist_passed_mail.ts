import type { Letter } from '#mails/letter'
import { waitlistLink } from '#mails/links'
import { WaitlistMail } from '#mails/waitlist_mail'

export default class WaitlistPassedMail extends WaitlistMail {
  protected letter(): Letter {
    const { reader, occasion, waiting } = this
    const { booking } = occasion
    return {
      subject: reader.t('waitlist_passed.subject', {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('waitlist_passed.status'), tone: 'stop' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(`waitlist_passed.notice_${this.isEarlier ? 'earlier' : 'time'}`),
      facts: [],
      button: { label: reader.t('waitlist_passed.button'), href: waitlistLink(waiting.entry) },
    }
  }
}

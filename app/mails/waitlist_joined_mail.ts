import type { Letter } from '#mails/letter'
import { waitlistLink } from '#mails/links'
import { WaitlistMail } from '#mails/waitlist_mail'

export default class WaitlistJoinedMail extends WaitlistMail {
  protected letter(): Letter {
    const { reader, occasion, waiting } = this
    const { booking } = occasion
    const kind = this.isEarlier ? 'earlier' : 'time'
    return {
      subject: reader.t(`waitlist_joined.subject_${kind}`, {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('waitlist_joined.status'), tone: 'wait' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(`waitlist_joined.notice_${kind}`, { position: String(waiting.position) }),
      facts: this.facts(),
      button: { label: reader.t('waitlist_joined.button'), href: waitlistLink(waiting.entry) },
    }
  }
}

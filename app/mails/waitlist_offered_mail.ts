import type { Letter } from '#mails/letter'
import { waitlistLink } from '#mails/links'
import { WaitlistMail } from '#mails/waitlist_mail'

export default class WaitlistOfferedMail extends WaitlistMail {
  protected letter(): Letter {
    const { reader, occasion, waiting } = this
    const { entry, offer } = waiting
    const { booking } = occasion
    if (!offer) throw new Error('An offer is about a time that is held')
    return {
      subject: reader.t('waitlist_offered.subject', {
        service: booking.service.name,
        time: reader.stamp(),
      }),
      status: { text: reader.t('waitlist_offered.status'), tone: 'good' },
      heading: this.heading(),
      time: reader.time(),
      notice: reader.t(`waitlist_offered.notice_${this.isEarlier ? 'earlier' : 'time'}`, {
        until: reader.moment(offer.expiresAt),
        zone: reader.zone(offer.expiresAt),
        now: this.isEarlier ? reader.span(entry.booking) : '',
      }),
      facts: this.facts(),
      button: {
        label: reader.t('waitlist_offered.button'),
        href: waitlistLink(entry),
        after: reader.t('waitlist_offered.after_button'),
      },
    }
  }
}

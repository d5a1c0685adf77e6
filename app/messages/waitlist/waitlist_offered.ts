import { waitlistLeavingLink, waitlistLink } from '../links.js'
import { message } from '../message.js'
import { byHand, forAnEarlierTime, forATime } from './waitlist_samples.js'
import { isEarlier, termsFacts, waitlistHead, waitlistSubject } from './waitlist_subject.js'

/** The time is theirs until the offer expires; one that is over is of no use any more. */
export const waitlistOffered = message({
  type: 'waitlist_offered',
  webhook: 'waitlist.offered',
  subject: waitlistSubject,
  reasonToDrop: ({ offer }, _notification, now) => (offer?.isOpenAt(now) ? null : 'offer_over'),
  mail: {
    client: {
      content(about, to) {
        const { entry, offer } = about
        if (!offer) throw new Error('An offer is about a time that is held')
        const isSooner = isEarlier(about)
        return {
          ...waitlistHead(about, to, 'waitlist_offered.subject'),
          status: { text: to.t('waitlist_offered.status'), tone: 'good' },
          notice: to.t(`waitlist_offered.notice_${isSooner ? 'earlier' : 'time'}`, {
            until: to.moment(offer.expiresAt),
            zone: to.zone(offer.expiresAt),
            now: isSooner ? to.span(entry.booking) : '',
            ...{ offer: about.wayOfOffer, business: entry.business.name },
          }),
          facts: [
            ...termsFacts(about, to),
            {
              label: to.t('waitlist_offered.decline_label'),
              text: '',
              link: { label: to.t('waitlist_offered.decline'), href: waitlistLeavingLink(entry) },
            },
          ],
          button: {
            label: to.t('waitlist_offered.button'),
            href: waitlistLink(entry),
            after: to.t('waitlist_offered.after_button'),
          },
        }
      },
      samples: [
        { title: 'Waitlist offer', about: forATime },
        { title: 'Waitlist offer by the owner', about: byHand },
        { title: 'Waitlist offer of an earlier time', about: forAnEarlierTime },
      ],
    },
  },
})

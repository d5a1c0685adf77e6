import { waitlistLink } from '../links.js'
import { message } from '../message.js'
import { byHand, forAnEarlierTime, forATime } from './waitlist_samples.js'
import { isEarlier, waitlistFacts, waitlistHead, waitlistSubject } from './waitlist_subject.js'

/** Their place on the list, and the way off it. */
export const waitlistJoined = message({
  type: 'waitlist_joined',
  webhook: 'waitlist.joined',
  subject: waitlistSubject,
  reasonToDrop: ({ entry }) => (entry.isOpen ? null : 'waitlist_left'),
  mail: {
    client: {
      content(about, to) {
        const kind = isEarlier(about) ? 'earlier' : 'time'
        const place = { position: String(about.position), offer: about.wayOfOffer }
        return {
          ...waitlistHead(about, to, `waitlist_joined.subject_${kind}`),
          status: { text: to.t('waitlist_joined.status'), tone: 'wait' },
          notice: to.t(`waitlist_joined.notice_${kind}`, {
            ...{ ...place, business: about.entry.business.name },
          }),
          facts: waitlistFacts(about, to),
          button: { label: to.t('waitlist_joined.button'), href: waitlistLink(about.entry) },
        }
      },
      samples: [
        { title: 'Waitlist joined', about: { ...forATime, offer: null, position: 2 } },
        {
          title: 'Waitlist joined, where the owner chooses',
          about: { ...byHand, offer: null, position: 2 },
        },
        {
          title: 'Waitlist joined for an earlier time',
          about: { ...forAnEarlierTime, offer: null },
        },
      ],
    },
  },
})

import { waitlistLink } from '../links.js'
import { message } from '../message.js'
import { forATime } from './waitlist_samples.js'
import { isEarlier, waitlistFacts, waitlistHead, waitlistSubject } from './waitlist_subject.js'

/** The business gives the place to somebody else; they wait on. */
export const waitlistWithdrawn = message({
  type: 'waitlist_withdrawn',
  webhook: 'waitlist.withdrawn',
  subject: waitlistSubject,
  reasonToDrop: ({ entry }) => (entry.status === 'waiting' ? null : 'waitlist_left'),
  mail: {
    client: {
      content(about, to) {
        const { business } = about.entry
        const kind = isEarlier(about) ? 'earlier' : 'time'
        const notice = { business: business.name, position: String(about.position) }
        return {
          ...waitlistHead(about, to, 'waitlist_withdrawn.subject'),
          status: { text: to.t('waitlist_withdrawn.status'), tone: 'wait' },
          notice: to.t(`waitlist_withdrawn.notice_${kind}`, notice),
          facts: waitlistFacts(about, to),
          button: { label: to.t('waitlist_withdrawn.button'), href: waitlistLink(about.entry) },
        }
      },
      samples: [{ title: 'Waitlist offer withdrawn', about: { ...forATime, position: 1 } }],
    },
  },
})

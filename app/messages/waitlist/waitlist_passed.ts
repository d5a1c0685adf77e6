import { waitlistLink } from '../links.js'
import { message } from '../message.js'
import { forATime } from './waitlist_samples.js'
import { isEarlier, waitlistHead, waitlistSubject } from './waitlist_subject.js'

/** Nobody answered the offer, and it went on to the next. */
export const waitlistPassed = message({
  type: 'waitlist_passed',
  webhook: 'waitlist.passed',
  subject: waitlistSubject,
  reasonToDrop: ({ entry }) => (entry.status === 'left' ? 'waitlist_left' : null),
  mail: {
    client: {
      content(about, to) {
        return {
          ...waitlistHead(about, to, 'waitlist_passed.subject'),
          status: { text: to.t('waitlist_passed.status'), tone: 'stop' },
          notice: to.t(`waitlist_passed.notice_${isEarlier(about) ? 'earlier' : 'time'}`, {
            offer: about.wayOfOffer,
          }),
          facts: [],
          button: { label: to.t('waitlist_passed.button'), href: waitlistLink(about.entry) },
        }
      },
      samples: [{ title: 'Waitlist offer passed', about: forATime }],
    },
  },
})

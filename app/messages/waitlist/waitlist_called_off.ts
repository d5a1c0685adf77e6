import { otherTimesThanWaitedFor } from '../links.js'
import { message } from '../message.js'
import { calledOff, forAnEarlierTime } from './waitlist_samples.js'
import { isEarlier, waitlistHead, waitlistSubject } from './waitlist_subject.js'

/** What they waited for was cancelled, or is given no more: nothing can come free. */
export const waitlistCalledOff = message({
  type: 'waitlist_called_off',
  webhook: 'waitlist.called_off',
  subject: waitlistSubject,
  mail: {
    client: {
      content(about, to) {
        const { entry } = about
        const { why, reason } = about.calledOff ?? { why: 'closed', reason: null }
        const kind = isEarlier(about) ? 'earlier' : why
        const names = { business: entry.business.name, service: entry.service.name }
        return {
          ...waitlistHead(about, to, `waitlist_called_off.subject_${kind}`),
          status: { text: to.t('waitlist_called_off.status'), tone: 'stop' },
          notice: to.t(`waitlist_called_off.notice_${kind}`, names),
          quote: reason
            ? { label: to.t('booking_cancelled.reason'), text: reason, isProse: true }
            : null,
          facts: [],
          button: {
            label: to.t('waitlist_called_off.button'),
            href: otherTimesThanWaitedFor(entry),
          },
        }
      },
      samples: [
        {
          title: 'Waitlist: session cancelled',
          about: calledOff({ why: 'session', reason: 'Anna is ill this week. We are sorry.' }),
        },
        {
          title: 'Waitlist: time no longer given',
          about: calledOff({ why: 'closed', reason: null }),
        },
        {
          title: 'Waitlist: service no longer given',
          about: calledOff({ why: 'service', reason: null }),
        },
        {
          title: 'Waitlist: no earlier time any more',
          about: calledOff({ why: 'service', reason: null }, forAnEarlierTime),
        },
      ],
    },
  },
})

import { DateTime } from 'luxon'
import { waitlistLink } from '../links.js'
import { message } from '../message.js'
import { moved } from './waitlist_samples.js'
import { waitlistFacts, waitlistHead, waitlistSubject } from './waitlist_subject.js'

/** The session takes place at another time; they wait on for that, unless they leave the list. */
export const waitlistMoved = message({
  type: 'waitlist_moved',
  webhook: 'waitlist.moved',
  subject: waitlistSubject,
  reasonToDrop({ entry }, { data }) {
    if (!entry.isOpen) return 'waitlist_left'
    return entry.startsAt?.toMillis() === instantOf(data.to).toMillis() ? null : 'waitlist_moved'
  },
  mail: {
    client: {
      content(about, to) {
        const { business, service } = about.entry
        const position = String(about.position)
        const was = about.movedFrom
        return {
          ...waitlistHead(about, to, 'waitlist_moved.subject'),
          status: { text: to.t('waitlist_joined.status'), tone: 'wait' },
          notice: to.t('waitlist_moved.notice', {
            ...{ business: business.name, service: service.name, position },
          }),
          facts: [
            ...(was ? [{ label: to.t('fact.was'), text: to.span(was), isOver: true }] : []),
            ...waitlistFacts(about, to),
          ],
          button: { label: to.t('waitlist_moved.button'), href: waitlistLink(about.entry) },
        }
      },
      samples: [{ title: 'Waitlist: session moved', about: moved }],
    },
  },
})

function instantOf(value: unknown): DateTime {
  return DateTime.fromISO(String(value))
}

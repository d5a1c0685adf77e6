import { erasureLink } from '../links.js'
import { message } from '../message.js'
import { sampleErasure } from './erasure_samples.js'
import { erasureSubject } from './erasure_subject.js'

/** A client asks to be erased; nothing goes before the business says so. */
export const erasureAsked = message({
  type: 'erasure_asked',
  subject: erasureSubject,
  staff: 'in_charge',
  reasonToDrop: ({ erasure }) => (erasure.status === 'asked' ? null : 'erasure_decided'),
  mail: {
    staff: {
      content({ erasure }, to) {
        const client = erasure.clientName ?? ''
        return {
          subject: to.t('erasure_asked.subject', { client }),
          status: { text: to.t('erasure_asked.status'), tone: 'wait' },
          heading: to.t('erasure_asked.heading', { client }),
          time: null,
          notice: to.t('erasure_asked.notice'),
          facts: [
            { label: to.t('fact.client'), text: client },
            ...(erasure.email === null ? [] : [{ label: to.t('fact.email'), text: erasure.email }]),
          ],
          button: {
            label: to.t('erasure_asked.button'),
            href: erasureLink(erasure),
            after: to.t('erasure_asked.after_button'),
          },
          answersTo: erasure.email === null ? null : { name: client, email: erasure.email },
        }
      },
      samples: [{ title: 'Erasure asked for', about: sampleErasure() }],
    },
  },
  inApp: {
    says: (_, t) => t('owner.notifications.news.erasure_asked'),
    leadsTo: ({ subjectId: id }) => ({ route: 'owner.erasures.show', id }),
    asksWhile: `exists (
      select from erasures where erasures.id = notifications.subject_id and status = 'asked')`,
  },
})

import { message } from '../message.js'
import { calledOffSample, sampleErasure } from './erasure_samples.js'
import { erasureSubject } from './erasure_subject.js'

/** The last that a client hears of a business that has erased them. */
export const erasureDone = message({
  type: 'erasure_done',
  subject: erasureSubject,
  mail: {
    client: {
      content({ business, cancelled }, to) {
        const names = { business: business.name }
        return {
          subject: to.t('erasure_done.subject', names),
          status: { text: to.t('erasure_done.status'), tone: 'good' },
          heading: to.t('erasure_done.heading', names),
          time: null,
          notice: to.t('erasure_done.notice', names),
          facts: cancelled.map(({ startsAt, service }) => ({
            label: to.t('erasure_done.cancelled'),
            text: `${service}, ${to.moment(startsAt)}`,
          })),
          why: to.t('erasure_done.why', names),
        }
      },
      samples: [
        { title: 'Erased', about: sampleErasure({ status: 'done' }) },
        {
          title: 'Erased, with a booking called off',
          about: sampleErasure({ status: 'done' }, [calledOffSample]),
        },
      ],
    },
  },
})

export const erasureRefused = message({
  type: 'erasure_refused',
  subject: erasureSubject,
  mail: {
    client: {
      content({ business, erasure }, to) {
        const names = { business: business.name }
        return {
          subject: to.t('erasure_refused.subject', names),
          status: { text: to.t('erasure_refused.status'), tone: 'stop' },
          heading: to.t('erasure_refused.heading', names),
          time: null,
          quote: { label: to.t('erasure_refused.words', names), text: erasure.reason ?? '' },
          notice: to.t('erasure_refused.notice', names),
          facts: [],
          why: to.t('erasure_done.why', names),
        }
      },
      samples: [
        {
          title: 'Erasure refused',
          about: sampleErasure({
            status: 'refused',
            reason: 'An invoice of December is not paid yet. We erase you once it is.',
          }),
        },
      ],
    },
  },
})

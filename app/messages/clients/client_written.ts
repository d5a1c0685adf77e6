import { message } from '../message.js'
import { asha, business } from '../samples.js'
import { clientSubject } from './client_subject.js'

/** Somebody of the business wrote to a client, in words of their own and about no booking. */
export const clientWritten = message({
  type: 'client_written',
  subject: clientSubject,
  mail: {
    client: {
      content({ written }, to) {
        const names = { business: to.business.name }
        return {
          subject: to.t('client_written.subject', { title: written.title, ...names }),
          status: { text: to.t('message_written.status', names), tone: 'good' },
          heading: written.title,
          time: null,
          quote: {
            label: to.t('booking_follow_up.words', names),
            text: written.body,
            isProse: true,
          },
          facts: [],
          why: to.t('client_written.why', names),
        }
      },
      samples: [
        {
          title: 'Written by the business to a client',
          about: {
            ...{ client: asha, business },
            written: {
              title: 'Your card for ten lessons',
              body: 'Two lessons are left on it.\nShall we keep Thursdays for you?',
            },
          },
        },
      ],
    },
  },
})

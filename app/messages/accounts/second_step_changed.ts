import { forgottenPasswordLink } from '../links.js'
import { message } from '../message.js'
import { business, owner } from '../samples.js'
import { type AccountSubject, accountSubject } from './account_subject.js'
import User from '#models/accounts/user'

const sample = (change: AccountSubject['change']) => ({
  user: new User().merge(owner),
  business,
  change,
})

/** To whoever signs in so, since somebody else at an open browser may have done it. */
export const secondStepChanged = message({
  type: 'second_step_changed',
  subject: accountSubject,
  staff: 'themselves',
  mail: {
    staff: {
      content: ({ change = 'on' }, to) => ({
        subject: to.t(`second_step_changed.subject.${change}`),
        status: { text: to.t('second_step_changed.status'), tone: 'wait' },
        heading: to.t(`second_step_changed.subject.${change}`),
        time: null,
        notice: to.t(`second_step_changed.notice.${change}`),
        facts: [],
        button: {
          label: to.t('second_step_changed.button'),
          href: forgottenPasswordLink(),
          after: to.t('second_step_changed.after_button'),
        },
        why: to.t('second_step_changed.why'),
        isOurs: true,
      }),
      samples: [
        { title: 'Codes switched on', about: sample('on') },
        { title: 'Codes switched off', about: sample('off') },
        { title: 'New recovery codes', about: sample('renewed') },
      ],
    },
  },
})

import { forgottenPasswordLink } from '../links.js'
import { message } from '../message.js'
import { business, owner } from '../samples.js'
import { type AccountSubject, accountSubject } from './account_subject.js'
import User from '#models/accounts/user'

const sample = (passwordBy: AccountSubject['passwordBy']) => ({
  user: new User().merge(owner),
  business,
  passwordBy,
})

/** To whoever's password it was, since somebody who knew it, or reads their mail, may have changed it. */
export const passwordChanged = message({
  type: 'password_changed',
  subject: accountSubject,
  staff: 'themselves',
  mail: {
    staff: {
      content: ({ passwordBy = 'form' }, to) => ({
        subject: to.t('password_changed.subject'),
        status: { text: to.t('password_changed.status'), tone: 'wait' },
        heading: to.t('password_changed.subject'),
        time: null,
        notice: to.t(`password_changed.notice.${passwordBy}`),
        facts: [],
        button: {
          label: to.t('password_changed.button'),
          href: forgottenPasswordLink(),
          after: to.t(`password_changed.after_button.${passwordBy}`),
        },
        why: to.t('password_changed.why'),
        isOurs: true,
      }),
      samples: [
        { title: 'Password changed', about: sample('form') },
        { title: 'Password changed by mail', about: sample('link') },
      ],
    },
  },
})

import db from '@adonisjs/lucid/services/db'
import { passwordResetLink } from '../links.js'
import { message } from '../message.js'
import { business, owner } from '../samples.js'
import { accountSubject } from './account_subject.js'
import User from '#models/accounts/user'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'

const RESET_MINUTES = 60

/** To whoever forgot a password, or whose address somebody else typed there. */
export const passwordReset = message({
  type: 'password_reset',
  subject: accountSubject,
  staff: 'themselves',
  reasonToDrop(_about, { createdAt }, now) {
    return createdAt < now.minus({ minutes: RESET_MINUTES }) ? 'reset_too_late' : null
  },
  async complete(about) {
    return { ...about, resetToken: await issuePasswordReset(about.user.id) }
  },
  mail: {
    staff: {
      content: ({ resetToken = '' }, to) => ({
        subject: to.t('password_reset.subject'),
        status: { text: to.t('password_reset.status'), tone: 'wait' },
        heading: to.t('password_reset.heading'),
        time: null,
        notice: to.t('password_reset.notice'),
        facts: [],
        button: {
          label: to.t('password_reset.button'),
          href: passwordResetLink(resetToken),
          after: to.t('password_reset.after_button'),
        },
        why: to.t('password_reset.why'),
        isOurs: true,
      }),
      samples: [
        {
          title: 'Forgotten password',
          about: { user: new User().merge(owner), business, resetToken: 'sample' },
        },
      ],
    },
  },
})

/** A token for one use, made when the mail that carries it goes out; only its hash stays here. */
export async function issuePasswordReset(userId: number): Promise<string> {
  const token = newSecretToken()
  await db.table('password_resets').insert({
    user_id: userId,
    token_hash: hashOfToken(token),
    expires_at: db.raw(`now() + interval '${RESET_MINUTES} minutes'`),
  })
  return token
}

import db from '@adonisjs/lucid/services/db'
import { portalSignInLink } from '../links.js'
import { message } from '../message.js'
import { asha, business } from '../samples.js'
import { portalSubject } from './portal_subject.js'
import { addressKey } from '#formats/contacts/mail_address'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'

const LINK_MINUTES = 15

/** To whoever wants to see their bookings, or whose address somebody else typed there. */
export const portalLink = message({
  type: 'portal_link',
  subject: portalSubject,
  reasonToDrop(_about, { createdAt }, now) {
    return createdAt < now.minus({ minutes: LINK_MINUTES }) ? 'asked_too_long_ago' : null
  },
  async complete(about) {
    return { ...about, token: await issuePortalLink(about.client.email ?? '') }
  },
  mail: {
    client: {
      content: ({ token = '' }, to) => ({
        subject: to.t('portal_link.subject'),
        status: { text: to.t('portal_link.status'), tone: 'wait' },
        heading: to.t('portal_link.heading'),
        time: null,
        notice: to.t('portal_link.notice'),
        facts: [],
        button: {
          label: to.t('portal_link.button'),
          href: portalSignInLink(token, to.i18n.locale),
          after: to.t('portal_link.after_button'),
        },
        why: to.t('portal_link.why'),
        isOurs: true,
      }),
      samples: [
        {
          title: 'Link to one’s bookings',
          about: { client: asha, business, language: 'en', token: 'sample' },
        },
      ],
    },
  },
})

/** A token for one use, made when the mail that carries it goes out; only its hash stays here. */
export async function issuePortalLink(email: string): Promise<string> {
  const token = newSecretToken()
  await db.table('portal_links').insert({
    email: addressKey(email),
    token_hash: hashOfToken(token),
    expires_at: db.raw(`now() + interval '${LINK_MINUTES} minutes'`),
  })
  return token
}

import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import { invitationLink } from '../links.js'
import { message } from '../message.js'
import { business, owner } from '../samples.js'
import { invitationSubject } from './invitation_subject.js'
import Invitation, { INVITATION_DAYS } from '#models/accounts/invitation'
import User from '#models/accounts/user'
import { hashOfToken, newSecretToken } from '#models/tokens/secret_token'

const invitation = new Invitation().merge({
  id: 1,
  businessId: business.id,
  fullName: 'Tom Okafor',
  email: 'tom@swimschoolpro.example',
  role: 'staff',
  expiresAt: DateTime.fromISO('2026-01-19T18:00:00Z'),
  acceptedAt: null,
  revokedAt: null,
})
invitation.$setRelated('business', business)
invitation.$setRelated('inviter', new User().merge(owner))

/** To whoever is to join the team of a business. */
export const invitationSent = message({
  type: 'invitation_sent',
  subject: invitationSubject,
  reasonToDrop: ({ invitation: sent }) =>
    sent.acceptedAt ? 'invitation_accepted' : sent.revokedAt && 'invitation_revoked',
  async complete(about) {
    return { ...about, ...(await issueInvitationToken(about.invitation)) }
  },
  mail: {
    client: {
      content({ invitation: sent, token = '' }, to) {
        const from = sent.inviter?.fullName ?? to.business.name
        const names = { business: to.business.name, from }
        return {
          subject: to.t('invitation_sent.subject', names),
          status: { text: to.t('invitation_sent.status'), tone: 'wait' },
          heading: to.t('invitation_sent.heading', names),
          time: null,
          notice: to.t(`invitation_sent.role.${sent.role}`),
          facts: [
            { label: to.t('invitation_sent.until'), text: to.moment(sent.expiresAt) },
            { label: to.t('invitation_sent.address'), text: sent.email },
          ],
          button: {
            label: to.t('invitation_sent.button'),
            href: invitationLink(token),
            after: to.t('invitation_sent.after_button'),
          },
          why: to.t('invitation_sent.why', names),
          provesAddress: true,
        }
      },
      samples: [{ title: 'Invitation to a team', about: { invitation, token: 'A'.repeat(32) } }],
    },
  },
})

/** Its days begin anew as the mail goes out, which may have waited; only the token's hash stays here. */
async function issueInvitationToken(sent: Invitation) {
  const token = newSecretToken()
  await db.table('invitation_tokens').insert({
    token_hash: hashOfToken(token),
    invitation_id: sent.id,
  })
  const days = `clock_timestamp() + interval '${INVITATION_DAYS} days'`
  const [row] = await db
    .from('invitations')
    .where('id', sent.id)
    .update({ expires_at: db.raw(days) })
    .returning('expires_at')
  return { token, invitation: sent.merge({ expiresAt: DateTime.fromJSDate(row.expires_at) }) }
}

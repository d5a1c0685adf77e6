import db from '@adonisjs/lucid/services/db'
import { forgottenPasswordLink, proofLink, signInLink } from '../links.js'
import type { Recipient } from '../mail/recipient.js'
import { message } from '../message.js'
import { business, owner } from '../samples.js'
import { accountSubject } from './account_subject.js'
import User from '#models/accounts/user'
import { isProvenElsewhere } from '#queries/accounts/accounts_at_address'

const sample = { user: new User().merge(owner), business }
const token = 'A'.repeat(23)

/** To somebody who opened a business, or whose address another typed. */
export const addressProof = message({
  type: 'address_proof',
  subject: accountSubject,
  staff: 'themselves',
  reasonToDrop: ({ user }) => user.emailVerifiedAt && 'address_proven',
  async complete(about) {
    const isTaken = await isProvenElsewhere(db.connection(), about.user)
    return { ...about, proof: { token: about.user.proofToken, isTaken } }
  },
  mail: {
    staff: {
      content: ({ proof }, to) => (proof?.isTaken ? known(to) : question(proof?.token ?? '', to)),
      samples: [
        { title: 'Address to confirm', about: { ...sample, proof: { token, isTaken: false } } },
        { title: 'Address with an account', about: { ...sample, proof: { token, isTaken: true } } },
      ],
    },
  },
})

function question(proof: string, to: Recipient) {
  return {
    ...head('address_proof', to),
    facts: [],
    button: {
      label: to.t('address_proof.button'),
      href: proofLink(proof),
      after: to.t('address_proof.after_button'),
    },
  }
}

/** Their other account has proven the address: they are helped to that, and this one stays as it is. */
function known(to: Recipient) {
  return {
    ...head('address_known', to),
    facts: [
      {
        label: to.t('address_known.forgotten'),
        text: '',
        link: { label: to.t('address_known.new_password'), href: forgottenPasswordLink() },
      },
    ],
    button: {
      label: to.t('address_known.button'),
      href: signInLink(),
      after: to.t('address_known.after_button'),
    },
  }
}

function head(key: string, to: Recipient) {
  return {
    subject: to.t(`${key}.subject`),
    status: { text: to.t(`${key}.status`), tone: 'wait' as const },
    heading: to.t(`${key}.heading`),
    time: null,
    notice: to.t(`${key}.notice`),
    why: to.t('address_proof.why'),
    isOurs: true,
  }
}

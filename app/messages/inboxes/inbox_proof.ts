import { inboxProofLink } from '../links.js'
import type { MailContent } from '../mail/mail_content.js'
import type { Recipient } from '../mail/recipient.js'
import { message } from '../message.js'
import { business } from '../samples.js'
import { type InboxSubject, inboxSubject } from './inbox_subject.js'
import InboxAddress, { type InboxPurpose } from '#models/inboxes/inbox_address'

function sample(getsMails: boolean) {
  const inbox = new InboxAddress().merge({
    ...{ id: 1, businessId: business.id, email: 'reception@swimschoolpro.example' },
    ...{ getsMails, provenAt: null, contactProvenAt: null, stoppedAt: null },
  })
  inbox.$setRelated('business', business)
  return { inbox }
}

/** To an address that somebody typed for their business; whoever reads it decides. */
export const inboxProof = message({
  type: 'inbox_proof',
  subject: inboxSubject,
  reasonToDrop: ({ inbox }) => (inbox.getsMails ? reasonToDrop(inbox, 'mails') : 'no_recipient'),
  mail: {
    client: {
      content: (about, to) => asking(about, to, 'mails'),
      samples: [{ title: 'Address of the business to confirm', about: sample(true) }],
    },
  },
})

/** The same, where clients would answer to it. */
export const contactProof = message({
  type: 'contact_proof',
  subject: inboxSubject,
  reasonToDrop: ({ inbox }) => reasonToDrop(inbox, 'contact'),
  mail: {
    client: {
      content: (about, to) => asking(about, to, 'contact'),
      samples: [{ title: 'Contact address to confirm', about: sample(false) }],
    },
  },
})

function reasonToDrop(inbox: InboxAddress, purpose: InboxPurpose): string | null {
  if (inbox.stoppedAt !== null) return 'address_stopped'
  return inbox.isProvenFor(purpose) ? 'address_proven' : null
}

function asking({ inbox }: InboxSubject, to: Recipient, purpose: InboxPurpose): MailContent {
  const names = { business: inbox.business.name, email: inbox.email }
  return {
    subject: to.t('inbox_proof.subject'),
    status: { text: to.t('inbox_proof.status'), tone: 'wait' },
    heading: to.t(`inbox_proof.heading.${purpose}`),
    time: null,
    notice: to.t(`inbox_proof.notice.${purpose}`, names),
    facts: [],
    button: {
      label: to.t('inbox_proof.button'),
      href: inboxProofLink(inbox, purpose),
      after: to.t('inbox_proof.after_button'),
    },
    why: to.t('inbox_proof.why', names),
    isOurs: true,
  }
}

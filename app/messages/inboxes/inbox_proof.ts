import { inboxProofLink } from '../links.js'
import { message } from '../message.js'
import { business } from '../samples.js'
import { inboxSubject } from './inbox_subject.js'
import InboxAddress from '#models/inboxes/inbox_address'

function sample(attributes: Partial<InboxAddress>) {
  const inbox = new InboxAddress().merge({
    ...{ id: 1, businessId: business.id, email: 'reception@swimschoolpro.example' },
    ...{ getsMails: true, provenAt: null, stoppedAt: null, ...attributes },
  })
  inbox.$setRelated('business', business)
  return { inbox }
}

/** To an address that somebody typed for their business; whoever reads it decides. */
export const inboxProof = message({
  type: 'inbox_proof',
  subject: inboxSubject,
  reasonToDrop: ({ inbox }) => (inbox.state === 'open' ? 'address_proven' : null),
  mail: {
    client: {
      content({ inbox }, to) {
        const names = { business: inbox.business.name, email: inbox.email }
        return {
          subject: to.t('inbox_proof.subject'),
          status: { text: to.t('inbox_proof.status'), tone: 'wait' },
          heading: to.t('inbox_proof.heading'),
          time: null,
          notice: to.t(`inbox_proof.${inbox.getsMails ? 'notice' : 'notice_contact'}`, names),
          facts: [],
          button: {
            label: to.t('inbox_proof.button'),
            href: inboxProofLink(inbox),
            after: to.t('inbox_proof.after_button'),
          },
          why: to.t('inbox_proof.why', names),
          isOurs: true,
        }
      },
      samples: [
        { title: 'Address of the business to confirm', about: sample({}) },
        { title: 'Contact address to confirm', about: sample({ getsMails: false }) },
      ],
    },
  },
})

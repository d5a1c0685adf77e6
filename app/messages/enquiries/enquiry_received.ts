import { DateTime } from 'luxon'
import { enquiriesLink } from '../links.js'
import type { Fact } from '../mail/mail_content.js'
import type { Recipient } from '../mail/recipient.js'
import { message } from '../message.js'
import { business, lesson } from '../samples.js'
import { enquirySubject } from './enquiry_subject.js'
import { dialled } from '#formats/contacts/contacts'
import Enquiry from '#models/enquiries/enquiry'

const enquiry = new Enquiry().merge({
  id: 1,
  businessId: business.id,
  serviceId: lesson.id,
  wishedAt: DateTime.fromISO('2026-01-15T09:30:00Z'),
  clientName: 'Priya Shah',
  clientEmail: 'priya@example.com',
  clientPhone: '07700 900418',
  clientTimeZone: 'Europe/London',
  clientLocale: 'en-GB',
  message: 'Every lesson after school is taken.\nIs there a waiting list for two children?',
  answeredAt: null,
  createdAt: DateTime.fromISO('2026-01-12T18:00:00Z'),
})
enquiry.$setRelated('business', business)
enquiry.$setRelated('service', lesson)

/** Someone who could not book has written. Answering the mail answers them. */
export const enquiryReceived = message({
  type: 'enquiry_received',
  subject: enquirySubject,
  staff: 'in_charge',
  event: 'enquiry',
  reasonToDrop: ({ enquiry: received }) =>
    received.answeredAt === null ? null : 'enquiry_answered',
  mail: {
    staff: {
      content({ enquiry: received }, to) {
        const { clientName: client, clientEmail: email } = received
        return {
          subject: to.t('enquiry_received.subject', { client }),
          status: { text: to.t('enquiry_received.status'), tone: 'wait' },
          heading: to.t('enquiry_received.heading', { client }),
          time: null,
          quote: { label: to.t('enquiry_received.quote'), text: received.message },
          facts: facts(received, to),
          button: {
            label: to.t('enquiry_received.button'),
            href: enquiriesLink(),
            after: email ? to.t('enquiry_received.after_button') : undefined,
          },
          answersTo: email === null ? null : { name: client, email },
        }
      },
      samples: [{ title: 'Enquiry', about: { enquiry } }],
    },
  },
  inApp: {
    says: ({ enquirer }, t) => t('owner.notifications.news.enquiry_received', { name: enquirer }),
    leadsTo: () => ({ route: 'owner.enquiries.index' }),
    asksWhile: `exists (
      select from enquiries where enquiries.id = notifications.subject_id and answered_at is null)`,
  },
})

function facts(received: Enquiry, to: Recipient): Fact[] {
  const { clientEmail: email, clientPhone: phone, serviceId, service, wishedAt } = received
  const link = (label: string, href: string) => ({ text: '', link: { label, href } })
  return [
    { label: to.t('fact.client'), text: received.clientName },
    ...(email ? [{ label: to.t('fact.email'), ...link(email, `mailto:${email}`) }] : []),
    ...(phone ? [{ label: to.t('fact.phone'), ...link(phone, `tel:${dialled(phone)}`) }] : []),
    ...(serviceId ? [{ label: to.t('enquiry_received.about'), text: service.name }] : []),
    ...(wishedAt
      ? [
          {
            label: to.t('enquiry_received.wished'),
            text: `${to.moment(wishedAt)}, ${to.zone(wishedAt)}`,
          },
        ]
      : []),
  ]
}

import { DateTime } from 'luxon'
import { addressChangeLink, addressKeepingLink } from '../links.js'
import { message } from '../message.js'
import { business, owner } from '../samples.js'
import { type AddressChangeSubject, addressChangeSubject } from './address_change_subject.js'
import AddressChange, { CONFIRM_HOURS, RETURN_DAYS } from '#models/accounts/address_change'
import User from '#models/accounts/user'

const change = new AddressChange().merge({
  id: 1,
  userId: owner.id,
  formerEmail: owner.email,
  wasProven: true,
  email: 'anna@reed.example',
  createdAt: DateTime.fromISO('2026-01-15T09:30:00Z'),
  confirmedAt: null,
  stoppedAt: null,
})
const about: AddressChangeSubject = { user: new User().merge(owner), business, change }

/** To the address that somebody wants to sign in with. */
export const addressChange = message({
  type: 'address_change',
  subject: addressChangeSubject('email'),
  staff: 'themselves',
  reasonToDrop: ({ change: pending }, _notification, now) =>
    pending.isOpen(now) ? null : 'address_change_over',
  mail: {
    staff: {
      content: ({ change: pending }, to) => ({
        subject: to.t('address_change.subject'),
        status: { text: to.t('address_change.status'), tone: 'wait' },
        heading: to.t('address_change.heading'),
        time: null,
        notice: to.t('address_change.notice', { email: pending.email }),
        facts: [],
        button: {
          label: to.t('address_change.button'),
          href: addressChangeLink(pending),
          after: to.t('address_change.after_button', { hours: String(CONFIRM_HOURS) }),
        },
        why: to.t('address_change.why'),
        isOurs: true,
      }),
      samples: [{ title: 'New address to confirm', about }],
    },
  },
})

/** To the address that they sign in with until then, since somebody else may have asked. */
export const addressLeaving = message({
  type: 'address_leaving',
  subject: addressChangeSubject('formerEmail'),
  staff: 'themselves',
  reasonToDrop: ({ change: pending }, _notification, now) =>
    pending.canBeStopped(now) ? null : 'address_change_over',
  mail: {
    staff: {
      content: ({ change: pending }, to) => ({
        subject: to.t('address_leaving.subject'),
        status: { text: to.t('address_leaving.status'), tone: 'wait' },
        heading: to.t('address_leaving.heading'),
        time: null,
        notice: to.t('address_leaving.notice'),
        facts: [{ label: to.t('address_leaving.new'), text: pending.email }],
        button: {
          label: to.t('address_leaving.button'),
          href: addressKeepingLink(pending),
          after: to.t('address_leaving.after_button', { days: String(RETURN_DAYS) }),
        },
        why: to.t('address_leaving.why'),
        isOurs: true,
      }),
      samples: [{ title: 'Address about to change', about }],
    },
  },
})

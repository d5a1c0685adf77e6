import { calcomLink } from '../links.js'
import { message } from '../message.js'
import { business } from '../samples.js'
import { outsideSubject } from './outside_subject.js'
import { unlinked } from '#formats/contacts/unlinked'
import OutsideBooking from '#models/outside/outside_booking'

const sample = new OutsideBooking().merge({
  ...{ id: 1, businessId: business.id, source: 'calcom', clientName: 'Asha Patel' },
  ...{ state: 'kept', problem: 'slot_taken', pushProblem: null },
})
sample.$setRelated('business', business)

/** Booked, moved or cancelled elsewhere, and not here; or here, and not there. */
export const outsideKept = message({
  type: 'outside_kept',
  subject: outsideSubject,
  staff: 'in_charge',
  reasonToDrop: ({ outside }) =>
    outside.state === 'kept' || outside.pushProblem !== null ? null : 'outside_settled',
  mail: {
    staff: {
      content({ outside }, to) {
        const client = unlinked(outside.clientName)
        return {
          subject: to.t('outside_kept.subject', { client }),
          status: { text: to.t('outside_kept.status'), tone: 'stop' },
          heading: to.t('outside_kept.heading', { client }),
          time: null,
          notice: to.t('outside_kept.notice'),
          facts: [],
          button: { label: to.t('outside_kept.button'), href: calcomLink() },
        }
      },
      samples: [{ title: 'Different at Cal.com and here', about: { outside: sample } }],
    },
  },
  inApp: {
    says: (_notification, t) => t('owner.notifications.news.outside_kept'),
    leadsTo: () => ({ route: 'owner.calcom.show' }),
    asksWhile: `exists (
      select from outside_bookings where id = notifications.subject_id
        and (state = 'kept' or push_problem is not null))`,
  },
})

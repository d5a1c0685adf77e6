import { decisionLink, provenManageLink } from '../links.js'
import { reception, sampleBooking } from '../samples.js'
import { dayAgenda } from './agenda.js'
import { bookingHead, bookingMessage, onBooking } from './booking_message.js'
import { abroadRequested, before, sampleAbout, thatDay } from './booking_samples.js'
import { bookingPush } from './booking_push.js'
import { bookingText } from './booking_sms.js'
import { dateFacts, factsForClient, factsForStaff } from './facts.js'
import { formerStamp, formerTime } from './moved_time.js'

/** Somebody asks for a time, and is answered by a certain moment. */
export const bookingRequested = bookingMessage({
  type: 'booking_requested',
  // A request that moves is told anew.
  webhook: (version) => (version > 0 ? 'booking.rescheduled' : 'booking.requested'),
  staff: 'host',
  staffOfSession: 'in_calendar',
  event: 'requested',
  holds: ['pending'],
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        const deadline = booking.expiresAt ?? booking.startsAt
        const notice = booking.holdsTime
          ? 'request_received.notice'
          : 'request_received.notice_open'
        const answered = to.t(notice, {
          business: booking.business.name,
          deadline: to.moment(deadline),
          zone: to.zone(deadline),
        })
        const was = formerStamp(about, to)
        const key = was ? 'changed_subject' : 'subject'
        return {
          ...bookingHead(about, to, [`request_received.${key}`, { was: was ?? '' }]),
          status: { text: to.t('request_received.status'), tone: 'wait' },
          notice: was ? `${to.t('request_received.changed')} ${answered}` : answered,
          facts: [...formerTime(about, to), ...dateFacts(about, to), ...factsForClient(about, to)],
          button: { label: to.t('request_received.button'), href: provenManageLink(booking) },
        }
      },
      samples: [
        { title: 'Request received', about: sampleAbout({}, 'pending') },
        { title: 'Request received, abroad', about: sampleAbout(abroadRequested) },
        { title: 'Request changed', about: sampleAbout({ before }, 'pending') },
        {
          title: 'Request received, time not held',
          about: sampleAbout({ booking: sampleBooking({ status: 'pending', holdsTime: false }) }),
        },
      ],
    },
    staff: {
      content(about, to) {
        const { booking } = about
        const deadline = booking.expiresAt ?? booking.startsAt
        const client = booking.clientName
        const answerBy = to.t('request_waiting.notice', {
          deadline: to.moment(deadline),
          zone: to.zone(deadline),
        })
        const was = formerStamp(about, to)
        const key = was ? 'changed_subject' : 'subject'
        return {
          ...bookingHead(about, to, [`request_waiting.${key}`, { client, was: was ?? '' }]),
          status: { text: to.t('request_waiting.status'), tone: 'wait' },
          notice: was ? `${to.t('request_waiting.changed', { client })} ${answerBy}` : answerBy,
          facts: [
            ...formerTime(about, to),
            ...dateFacts(about, to),
            ...factsForStaff(booking, to, about.dates),
          ],
          agenda: dayAgenda(about, to),
          button: {
            label: to.t('request_waiting.button'),
            href: decisionLink(booking, to.memberId),
            after: to.t(`request_waiting.after_button${to.isInbox ? '_inbox' : ''}`),
          },
        }
      },
      samples: [
        { title: 'Request waiting', about: sampleAbout({ agenda: thatDay }, 'pending') },
        {
          title: 'Request waiting, to an address of the business',
          about: sampleAbout({ agenda: thatDay }, 'pending'),
          to: reception,
        },
        { title: 'Request waiting, client abroad', about: sampleAbout(abroadRequested) },
        { title: 'Request waiting, changed', about: sampleAbout({ before }, 'pending') },
      ],
    },
  },
  sms: bookingText('requested', [
    { title: 'Text: request received', about: sampleAbout({}, 'pending') },
  ]),
  push: bookingPush('requested', ({ booking }) => `/admin/requests/${booking.id}`, [
    { title: 'Push: request waiting', about: sampleAbout({}, 'pending') },
  ]),
  inApp: {
    ...onBooking,
    asksWhile: `exists (
      select from bookings where bookings.id = notifications.booking_id
        and bookings.status = 'pending' and bookings.expires_at > now())`,
  },
})

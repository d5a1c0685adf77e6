import { decisionLink, provenManageLink } from '../links.js'
import { sampleBooking } from '../samples.js'
import { dayAgenda } from './agenda.js'
import { bookingMessage, headOf, onBooking } from './booking_message.js'
import { abroadAsked, sampleAbout, thatDay } from './booking_samples.js'
import { clientFacts, dateFacts, staffFacts } from './facts.js'

/** Somebody asks for a time, and is answered by a certain moment. */
export const bookingRequested = bookingMessage({
  type: 'booking_requested',
  staff: 'host',
  holds: ['pending'],
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        const deadline = booking.expiresAt ?? booking.startsAt
        const notice = booking.holdsTime
          ? 'request_received.notice'
          : 'request_received.notice_open'
        return {
          ...headOf(about, to, ['request_received.subject']),
          status: { text: to.t('request_received.status'), tone: 'wait' },
          notice: to.t(notice, {
            business: booking.business.name,
            deadline: to.moment(deadline),
            zone: to.zone(deadline),
          }),
          facts: [...dateFacts(about, to), ...clientFacts(about, to)],
          button: { label: to.t('request_received.button'), href: provenManageLink(booking) },
        }
      },
      samples: [
        { title: 'Request received', about: sampleAbout({}, 'pending') },
        { title: 'Request received, abroad', about: sampleAbout(abroadAsked) },
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
        return {
          ...headOf(about, to, ['request_waiting.subject', { client: booking.clientName }]),
          status: { text: to.t('request_waiting.status'), tone: 'wait' },
          notice: to.t('request_waiting.notice', {
            deadline: to.moment(deadline),
            zone: to.zone(deadline),
          }),
          facts: [...dateFacts(about, to), ...staffFacts(booking, to)],
          agenda: dayAgenda(about, to),
          button: {
            label: to.t('request_waiting.button'),
            href: decisionLink(booking, to.memberId ?? 0),
            after: to.t('request_waiting.after_button'),
          },
        }
      },
      samples: [
        { title: 'Request waiting', about: sampleAbout({ agenda: thatDay }, 'pending') },
        { title: 'Request waiting, client abroad', about: sampleAbout(abroadAsked) },
      ],
    },
  },
  inApp: {
    ...onBooking,
    asksWhile: `exists (
      select from bookings where bookings.id = notifications.booking_id
        and bookings.status = 'pending' and bookings.expires_at > now())`,
  },
})

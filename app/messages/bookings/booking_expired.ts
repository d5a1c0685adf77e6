import { adminBookingLink, otherTimesLink } from '../links.js'
import { bookingHead, bookingMessage, onBooking } from './booking_message.js'
import { sampleAbout } from './booking_samples.js'
import { bookingText } from './booking_sms.js'
import { factsForClient, factsForStaff } from './facts.js'

/** Nobody answered in time. */
export const bookingExpired = bookingMessage({
  type: 'booking_expired',
  webhook: 'booking.expired',
  staff: 'host',
  event: 'expired',
  holds: ['expired'],
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        return {
          ...bookingHead(about, to, ['request_expired.subject']),
          status: { text: to.t('request_expired.status'), tone: 'stop' },
          notice: to.t('request_expired.notice', { business: booking.business.name }),
          facts: factsForClient(about, to),
          button: { label: to.t('request_expired.button'), href: otherTimesLink(booking) },
        }
      },
      samples: [{ title: 'Request not answered', about: sampleAbout({}, 'expired') }],
    },
    staff: {
      content(about, to) {
        const { booking } = about
        const deadline = booking.expiresAt ?? booking.startsAt
        return {
          ...bookingHead(about, to, ['request_unanswered.subject', { client: booking.clientName }]),
          status: { text: to.t('request_unanswered.status'), tone: 'stop' },
          notice: to.t('request_unanswered.notice', {
            deadline: to.moment(deadline),
            zone: to.zone(deadline),
          }),
          facts: factsForStaff(booking, to),
          button: { label: to.t('request_unanswered.button'), href: adminBookingLink(booking) },
        }
      },
      samples: [{ title: 'Request nobody answered', about: sampleAbout({}, 'expired') }],
    },
  },
  sms: bookingText('expired', [
    { title: 'Text: request not answered', about: sampleAbout({}, 'expired') },
  ]),
  inApp: onBooking,
})

import { adminBookingLink, moveLink } from '../links.js'
import { bookingHead, bookingMessage, onBooking } from './booking_message.js'
import { move, sampleAbout } from './booking_samples.js'
import { moveText } from './booking_sms.js'
import { factsForClient, factsForStaff } from './facts.js'
import { moveOf } from './moved_time.js'

/** Nobody answered who asked for a new time; the booking stays where it is. */
export const moveExpired = bookingMessage({
  type: 'move_expired',
  staff: 'host',
  event: 'expired',
  holds: ['approved', 'completed', 'no_show'],
  isOfVersion: true,
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        return {
          ...bookingHead(about, to, ['move_expired.subject']),
          status: { text: to.t('move_expired.status'), tone: 'good' },
          notice: to.t('move_expired.notice', {
            business: booking.business.name,
            asked: to.span(moveOf(about)),
          }),
          facts: factsForClient(about, to),
          button: { label: to.t('move_expired.button'), href: moveLink(booking) },
        }
      },
      samples: [{ title: 'Move expired', about: sampleAbout({ move }) }],
    },
    staff: {
      content(about, to) {
        const { booking } = about
        const proposed = moveOf(about)
        return {
          ...bookingHead(about, to, ['move_unanswered.subject', { client: booking.clientName }]),
          status: { text: to.t('move_unanswered.status'), tone: 'stop' },
          notice: to.t('move_unanswered.notice', {
            asked: to.span(proposed),
            deadline: to.moment(proposed.expiresAt),
            zone: to.zone(proposed.expiresAt),
          }),
          facts: factsForStaff(booking, to),
          button: { label: to.t('move_unanswered.button'), href: adminBookingLink(booking) },
        }
      },
      samples: [{ title: 'Move not answered', about: sampleAbout({ move }) }],
    },
  },
  sms: moveText('move_expired', [{ title: 'Text: move expired', about: sampleAbout({ move }) }]),
  inApp: onBooking,
})

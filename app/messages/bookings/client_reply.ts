import { adminBookingLink } from '../links.js'
import { bookingHead, bookingMessage, onBooking } from './booking_message.js'
import { sampleAbout } from './booking_samples.js'
import { factsForStaff } from './facts.js'

/** A client answered a reminder: it stands, and whoever gives it decides what becomes of it. */
export const saidNotComing = bookingMessage({
  type: 'said_not_coming',
  staff: 'in_charge',
  event: 'reply',
  holds: ['approved', 'completed', 'no_show'],
  reasonToDrop: ({ booking }) => (booking.isComing === false ? null : 'answered_otherwise'),
  mail: {
    staff: {
      content(about, to) {
        const { booking } = about
        return {
          ...bookingHead(about, to, ['not_coming.subject', { client: booking.clientName }]),
          status: { text: to.t('not_coming.status'), tone: 'wait' },
          notice: to.t('not_coming.notice', { client: booking.clientName }),
          facts: factsForStaff(booking, to),
          button: { label: to.t('not_coming.button'), href: adminBookingLink(booking) },
        }
      },
      samples: [{ title: 'Client says they are not coming', about: sampleAbout() }],
    },
  },
  inApp: onBooking,
})

export const saidComing = bookingMessage({
  type: 'said_coming',
  staff: 'in_charge',
  event: 'reply',
  holds: ['approved', 'completed', 'no_show'],
  inApp: onBooking,
})

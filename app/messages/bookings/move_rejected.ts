import { moveLink } from '../links.js'
import { bookingHead, bookingMessage } from './booking_message.js'
import { move, sampleAbout } from './booking_samples.js'
import { moveText } from './booking_sms.js'
import { factsForClient } from './facts.js'
import { moveOf } from './moved_time.js'

/** The new time is not possible, why, and the booking stays where it is. */
export const moveRejected = bookingMessage({
  type: 'move_rejected',
  holds: ['approved', 'completed', 'no_show'],
  isOfVersion: true,
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        const proposed = moveOf(about)
        const reason = to.declineReason(proposed.rejectionReason)
        return {
          ...bookingHead(about, to, ['move_declined.subject']),
          status: { text: to.t('move_declined.status'), tone: 'good' },
          notice: to.t('move_declined.notice', {
            business: booking.business.name,
            asked: to.span(proposed),
          }),
          quote: reason
            ? { label: to.t('move_declined.reason'), text: reason, isProse: true }
            : null,
          facts: factsForClient(about, to),
          button: { label: to.t('move_declined.button'), href: moveLink(booking) },
        }
      },
      samples: [{ title: 'Move declined', about: sampleAbout({ move }) }],
    },
  },
  sms: moveText('move_rejected', [{ title: 'Text: move declined', about: sampleAbout({ move }) }]),
})

import { timesNearLink } from '../links.js'
import { sampleBooking } from '../samples.js'
import { bookingHead, bookingMessage } from './booking_message.js'
import { sampleAbout } from './booking_samples.js'
import { bookingText } from './booking_sms.js'
import { factsForClient } from './facts.js'

/** This time is not possible, why, and where other times are. */
export const bookingRejected = bookingMessage({
  type: 'booking_rejected',
  webhook: 'booking.rejected',
  holds: ['rejected'],
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        const notice = `request_declined.notice${booking.wentToAnother ? '_another' : ''}`
        const reason = to.declineReason(booking.rejectionReason)
        return {
          ...bookingHead(about, to, ['request_declined.subject']),
          status: { text: to.t('request_declined.status'), tone: 'stop' },
          notice: to.t(notice, { business: booking.business.name }),
          quote: reason
            ? { label: to.t('request_declined.reason'), text: reason, isProse: true }
            : null,
          facts: factsForClient(about, to),
          button: { label: to.t('request_declined.button'), href: timesNearLink(booking) },
        }
      },
      samples: [
        { title: 'Request declined', about: sampleAbout({}, 'rejected') },
        {
          title: 'Request declined, another was chosen',
          about: sampleAbout({
            booking: sampleBooking({ status: 'rejected', holdsTime: false, rejectionReason: null }),
          }),
        },
      ],
    },
  },
  sms: bookingText('rejected', [
    { title: 'Text: request declined', about: sampleAbout({}, 'rejected') },
  ]),
})

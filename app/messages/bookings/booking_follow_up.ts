import { otherTimesLink } from '../links.js'
import { bookingHead, bookingMessage, choiceOf } from './booking_message.js'
import { sampleAbout } from './booking_samples.js'

/** What the business has to say after the visit. */
export const bookingFollowUp = bookingMessage({
  type: 'booking_follow_up',
  holds: ['completed'],
  reasonToDrop: ({ booking }) => (booking.followUp ? null : 'follow_up_removed'),
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        const names = { business: booking.business.name }
        return {
          ...bookingHead(about, to, ['booking_follow_up.subject', names]),
          status: { text: to.t('booking_follow_up.status'), tone: 'good' },
          quote: {
            label: to.t('booking_follow_up.words', names),
            text: booking.followUp ?? '',
            isProse: true,
          },
          facts: [{ label: to.t('fact.reference'), text: booking.reference }],
          button: { label: to.t('booking_follow_up.button'), href: otherTimesLink(booking) },
          choice: choiceOf(about, to, 'follow-ups'),
        }
      },
      samples: [{ title: 'Follow-up', about: sampleAbout({}, 'completed') }],
    },
  },
})

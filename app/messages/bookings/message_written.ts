import { provenManageLink } from '../links.js'
import { bookingHead, bookingMessage } from './booking_message.js'
import { sampleAbout } from './booking_samples.js'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'

/** Somebody of the business wrote to the client, in words of their own. */
export const messageWritten = bookingMessage({
  type: 'message_written',
  holds: [...BOOKING_STATUSES],
  mail: {
    client: {
      content(about, to) {
        const { booking, written } = about
        const names = { business: booking.business.name }
        const { reference } = booking
        return {
          ...bookingHead(about, to, ['message_written.subject', { title: written?.title ?? '' }]),
          status: { text: to.t('message_written.status', names), tone: 'good' },
          quote: {
            label: to.t('booking_follow_up.words', names),
            text: written?.body ?? '',
            isProse: true,
          },
          facts: [{ label: to.t('fact.reference'), text: reference, isStrong: true }],
          button: { label: to.t('message_written.button'), href: provenManageLink(booking) },
        }
      },
      samples: [
        {
          title: 'Written by the business',
          about: sampleAbout({
            written: {
              title: 'Please bring a towel',
              body: 'The towels here are at the laundry today.\nSee you at the pool!',
            },
          }),
        },
      ],
    },
  },
})

import { adminBookingLink, otherTimesLink } from '../links.js'
import type { Recipient } from '../mail/recipient.js'
import {
  bookingHead,
  bookingMessage,
  doneBy,
  isByRecipient,
  isOfSession,
  onBooking,
} from './booking_message.js'
import { cancelledByBusiness, cancelledByClient, sampleAbout } from './booking_samples.js'
import { bookingPush } from './booking_push.js'
import { bookingText } from './booking_sms.js'
import type { BookingSubject } from './booking_subject.js'
import { invitations } from './calendar.js'
import { factsForClient, factsForStaff, factsOfSession } from './facts.js'
import { formerTime } from './moved_time.js'

/** Called off, by whom and why. */
export const bookingCancelled = bookingMessage({
  type: 'booking_cancelled',
  webhook: 'booking.cancelled',
  staff: 'every_host',
  staffOfSession: 'in_calendar',
  event: 'cancelled',
  holds: ['cancelled'],
  mail: {
    client: {
      content(about, to) {
        const { booking, change } = about
        const isOwnDoing = change?.actor === 'client'
        return {
          ...bookingHead(about, to, ['booking_cancelled.subject']),
          status: { text: to.t('booking_cancelled.status'), tone: 'stop' },
          notice: to.t(isOwnDoing ? 'booking_cancelled.notice_own' : 'booking_cancelled.notice', {
            business: booking.business.name,
          }),
          quote:
            change?.reason && !isOwnDoing
              ? { label: to.t('booking_cancelled.reason'), text: change.reason, isProse: true }
              : null,
          facts: [...formerTime(about, to), ...factsForClient(about, to)],
          button: { label: to.t('booking_cancelled.button'), href: otherTimesLink(booking) },
          invitations: withdrawal(about, to),
        }
      },
      samples: [
        {
          title: 'Cancelled by the client, to the client',
          about: sampleAbout({ change: cancelledByClient }, 'cancelled'),
        },
        {
          title: 'Cancelled by the business, to the client',
          about: sampleAbout({ change: cancelledByBusiness }, 'cancelled'),
        },
      ],
    },
    staff: {
      content(about, to) {
        const { dates: together = [], ...one } = about
        const { booking, change } = about
        const isOwn = isByRecipient(about, to)
        const who = isOwn ? to.t('cancellation.you') : doneBy(about, to)
        const kind = isOwn ? '_own' : isOfSession(about) ? '_place' : ''
        return {
          ...bookingHead(one, to, ['cancellation.subject', { who }]),
          status: { text: to.t('cancellation.status'), tone: 'stop' },
          notice: to.t(`cancellation.notice${kind}`, { who, bookings: together.length || 1 }),
          quote: change?.reason
            ? { label: to.t('cancellation.reason'), text: change.reason }
            : null,
          facts:
            together.length > 0
              ? factsOfSession(together, to)
              : [...formerTime(about, to), ...factsForStaff(booking, to)],
          button: { label: to.t('cancellation.button'), href: adminBookingLink(booking) },
          invitations: withdrawal(about, to),
        }
      },
      samples: [
        {
          title: 'Cancelled by the client, to the business',
          about: sampleAbout({ change: cancelledByClient }, 'cancelled'),
        },
        {
          title: 'Cancelled by the business, to the business',
          about: sampleAbout({ change: cancelledByBusiness }, 'cancelled'),
        },
      ],
    },
  },
  sms: bookingText('cancelled', [
    {
      title: 'Text: cancelled',
      about: sampleAbout({ change: cancelledByBusiness }, 'cancelled'),
    },
  ]),
  push: bookingPush('cancelled', ({ booking }) => `/admin/bookings/${booking.id}`, [
    { title: 'Push: cancelled', about: sampleAbout({ change: cancelledByClient }, 'cancelled') },
  ]),
  inApp: onBooking,
})

/** A request that was never confirmed is in nobody's calendar. */
function withdrawal(about: BookingSubject, to: Recipient) {
  return about.change?.fromStatus === 'approved' ? invitations(about, to, 'CANCEL') : []
}

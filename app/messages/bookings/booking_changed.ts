import { adminBookingLink } from '../links.js'
import { bookingHead, bookingMessage, manageButton } from './booking_message.js'
import { inOtherRoom, sampleAbout } from './booking_samples.js'
import { calendarChoices, invitations } from './calendar.js'
import { changedWords } from './changed_words.js'
import { dateFacts, factsForClient, factsForStaff } from './facts.js'

/** The place, or other words of what was booked, are others; the time stays. */
export const bookingChanged = bookingMessage({
  type: 'booking_changed',
  staff: 'in_calendar',
  holds: ['pending', 'approved', 'completed', 'no_show'],
  mail: {
    client: {
      content(about, to) {
        const { booking, change } = about
        const isWaiting = booking.status === 'pending'
        const what = changedWords(about, to)
        return {
          ...bookingHead(about, to, ['booking_changed.subject', { what }]),
          status: { text: to.t('booking_changed.status'), tone: isWaiting ? 'wait' : 'good' },
          notice: to.t(`booking_changed.${isWaiting ? 'waiting_notice' : 'notice'}`, { what }),
          quote: change?.reason
            ? { label: to.t('booking_rescheduled.reason'), text: change.reason, isProse: true }
            : null,
          facts: [...dateFacts(about, to), ...factsForClient(about, to)],
          button: manageButton(about, to),
          // A request is in no calendar yet.
          ...(!isWaiting && {
            calendar: calendarChoices(about, to),
            invitations: invitations(about, to, 'REQUEST'),
          }),
        }
      },
      samples: [
        { title: 'Another place, to the client', about: sampleAbout({ changed: ['place'] }) },
        { title: 'Another room, to the client', about: sampleAbout(inOtherRoom) },
      ],
    },
    staff: {
      content(about, to) {
        const { booking, change } = about
        const what = changedWords(about, to)
        const client = booking.clientName
        return {
          ...bookingHead(about, to, ['change_notice.subject', { what, client }]),
          status: { text: to.t('booking_changed.status'), tone: 'good' },
          notice: to.t('change_notice.notice', {
            ...{ what, client },
            told: change?.details.isUntold ? 'no' : 'yes',
            who: change?.user?.fullName ?? to.t('cancellation.someone'),
          }),
          quote: change?.reason ? { label: to.t('reschedule.reason'), text: change.reason } : null,
          facts: [...dateFacts(about, to), ...factsForStaff(booking, to, about.dates)],
          button: { label: to.t('reschedule.button'), href: adminBookingLink(booking) },
          invitations: booking.status === 'pending' ? [] : invitations(about, to, 'REQUEST'),
        }
      },
      samples: [
        { title: 'Another place, to the business', about: sampleAbout({ changed: ['place'] }) },
      ],
    },
  },
})

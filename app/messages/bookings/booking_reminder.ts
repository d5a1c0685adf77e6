import { bookingReminded } from '../webhooks/only_webhooks.js'
import { bookingHead, bookingMessage, choiceOf, manageButton } from './booking_message.js'
import { abroad, sampleAbout } from './booking_samples.js'
import { bookingText } from './booking_sms.js'
import { calendarChoices } from './calendar.js'
import { factsForClient } from './facts.js'
import { quietHoursEnd } from '#queries/notifications/quiet_hours_end'

/** The time is near. */
export const bookingReminder = bookingMessage({
  type: 'booking_reminder',
  onceSent: bookingReminded,
  holds: ['approved'],
  isOfVersion: true,
  reasonToDrop({ booking, hasNearer }, _notification, now) {
    if (booking.startsAt <= now) return 'booking_begun'
    return hasNearer ? 'nearer_reminder' : null
  },
  heldUntil: ({ booking }, now) => quietHoursEnd(booking, now),
  mail: {
    client: {
      content(about, to) {
        const { booking } = about
        const names = { business: booking.business.name }
        return {
          ...bookingHead(about, to, ['booking_reminder.subject', names]),
          status: { text: to.t('booking_reminder.status'), tone: 'good' },
          facts: factsForClient(about, to),
          button: manageButton(about, to),
          calendar: calendarChoices(about, to),
          choice: choiceOf(about, to, 'reminders'),
        }
      },
      samples: [
        { title: 'Reminder', about: sampleAbout() },
        { title: 'Reminder, abroad', about: sampleAbout(abroad) },
      ],
    },
  },
  sms: bookingText('reminder', [
    { title: 'Text: reminder', about: sampleAbout() },
    { title: 'Text: reminder, abroad', about: sampleAbout(abroad) },
  ]),
})

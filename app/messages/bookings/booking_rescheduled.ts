import { adminBookingLink } from '../links.js'
import type { MailContent } from '../mail/mail_content.js'
import type { Recipient } from '../mail/recipient.js'
import { sampleBooking } from '../samples.js'
import {
  bookingHead,
  bookingMessage,
  doneBy,
  isByRecipient,
  isOfSession,
  manageButton,
  onBooking,
} from './booking_message.js'
import { movedByBusiness, movedByClient, sampleAbout } from './booking_samples.js'
import { bookingText } from './booking_sms.js'
import type { BookingSubject } from './booking_subject.js'
import { calendarChoices, invitations, staffInvitations } from './calendar.js'
import { changedFact } from './changed_words.js'
import { factsForClient, factsForStaff } from './facts.js'
import { formerStamp, formerTime } from './moved_time.js'

const movedAway = {
  ...movedByClient,
  formerHost: { name: 'Tom Okafor', isRecipient: true },
}

/** The booking has a new time; the calendar entry moves along. */
export const bookingRescheduled = bookingMessage({
  type: 'booking_rescheduled',
  webhook: 'booking.rescheduled',
  staff: 'every_host',
  staffOfSession: 'in_calendar',
  event: 'moved',
  holds: ['pending', 'approved', 'completed', 'no_show'],
  mail: {
    client: {
      content(about, to) {
        const { booking, change } = about
        const isOwnDoing = change?.actor === 'client'
        const notice = `booking_rescheduled.notice${isOwnDoing ? '_own' : ''}`
        return {
          ...movedHead(about, to, 'booking_rescheduled.subject'),
          status: { text: to.t('booking_rescheduled.status'), tone: 'good' },
          notice: to.t(notice, { business: booking.business.name }),
          quote:
            change?.reason && !isOwnDoing
              ? { label: to.t('booking_rescheduled.reason'), text: change.reason, isProse: true }
              : null,
          facts: [
            ...formerTime(about, to),
            ...changedFact(about, to),
            ...factsForClient(about, to),
          ],
          button: manageButton(about, to),
          calendar: calendarChoices(about, to),
          invitations: invitations(about, to, 'REQUEST'),
        }
      },
      samples: [
        { title: 'Moved by the client, to the client', about: sampleAbout(movedByClient) },
        { title: 'Moved by the business, to the client', about: sampleAbout(movedByBusiness) },
      ],
    },
    staff: {
      content: movedForStaff,
      samples: [
        { title: 'Moved by the client, to the business', about: sampleAbout(movedByClient) },
        { title: 'Moved to another host, to the former one', about: sampleAbout(movedAway) },
      ],
    },
  },
  sms: bookingText('moved', [{ title: 'Text: moved', about: sampleAbout(movedByBusiness) }]),
  inApp: onBooking,
})

/** Somebody else is asked for the request now, at the other time that it has. */
export const requestLost = bookingMessage({
  type: 'request_lost',
  staff: 'former_host',
  event: 'moved',
  holds: ['pending', 'approved', 'completed', 'no_show'],
  mail: {
    staff: {
      content: movedForStaff,
      samples: [
        {
          title: 'Request moved to another host, to the former one',
          about: sampleAbout({ ...movedAway, booking: sampleBooking({ status: 'pending' }) }),
        },
      ],
    },
  },
  inApp: onBooking,
})

function movedForStaff(about: BookingSubject, to: Recipient): MailContent {
  const { booking, change } = about
  const by = { who: doneBy(about, to), host: booking.host.name }
  return {
    ...movedHead(about, to, 'reschedule.subject', { client: booking.clientName }),
    status: { text: to.t('reschedule.status'), tone: 'good' },
    notice: to.t(`reschedule.${noticeKey(about, to)}`, by),
    quote: change?.reason ? { label: to.t('reschedule.reason'), text: change.reason } : null,
    facts: [...formerTime(about, to), ...factsForStaff(booking, to)],
    button: { label: to.t('reschedule.button'), href: adminBookingLink(booking) },
    invitations: staffInvitations(about, to),
  }
}

function noticeKey(about: BookingSubject, to: Recipient): string {
  const own = isByRecipient(about, to) ? '_own' : ''
  if (about.formerHost?.isRecipient) return `notice_lost${own}`
  return !own && isOfSession(about) ? 'notice_place' : `notice${own}`
}

function movedHead(
  about: BookingSubject,
  to: Recipient,
  key: string,
  values: Record<string, string> = {}
) {
  return bookingHead(about, to, [key, { ...values, was: formerStamp(about, to) ?? 'none' }])
}

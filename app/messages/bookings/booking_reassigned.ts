import { adminBookingLink } from '../links.js'
import type { Recipient } from '../mail/recipient.js'
import {
  bookingHead,
  bookingMessage,
  isByRecipient,
  isOfSession,
  manageButton,
  onBooking,
} from './booking_message.js'
import { reassigned, sampleAbout } from './booking_samples.js'
import type { BookingSubject } from './booking_subject.js'
import { calendarChoices, invitations, staffInvitations } from './calendar.js'
import { changedFact } from './changed_words.js'
import { factsForClient, factsForStaff } from './facts.js'

/** Somebody else gives the booking, at the time that it has. */
export const bookingReassigned = bookingMessage({
  type: 'booking_reassigned',
  staff: 'host',
  staffOfSession: 'in_calendar',
  event: 'reassigned',
  holds: ['pending', 'approved', 'completed', 'no_show'],
  mail: {
    client: {
      content(about, to) {
        const { booking, change, changed } = about
        const isWaiting = booking.status === 'pending'
        const hosts = hostsOf(about)
        const key = (part: string) => `booking_reassigned.${isWaiting ? 'waiting_' : ''}${part}`
        return {
          ...bookingHead(about, to, [key('subject'), hosts]),
          status: { text: to.t('booking_reassigned.status'), tone: isWaiting ? 'wait' : 'good' },
          notice: to.t(key('notice'), {
            ...hosts,
            place: changed?.some((kind) => kind === 'place' || kind === 'room')
              ? 'changed'
              : 'same',
          }),
          quote: change?.reason
            ? { label: to.t('booking_rescheduled.reason'), text: change.reason, isProse: true }
            : null,
          facts: [...changedFact(about, to), ...factsForClient(about, to)],
          button: manageButton(about, to),
          ...(!isWaiting && {
            calendar: calendarChoices(about, to),
            invitations: invitations(about, to, 'REQUEST'),
          }),
        }
      },
      samples: [{ title: 'Another host, to the client', about: sampleAbout(reassigned) }],
    },
    staff: {
      content(about, to) {
        const { booking, change } = about
        const who = change?.user?.fullName ?? to.t('cancellation.someone')
        const hosts = hostsOf(about)
        const tone = booking.status === 'pending' ? 'wait' : 'good'
        return {
          ...bookingHead(about, to, [
            'reassignment.subject',
            { ...hosts, client: booking.clientName },
          ]),
          status: { text: to.t('reassignment.status'), tone },
          notice: to.t(`reassignment.${noticeKey(about, to)}`, { ...hosts, who }),
          quote: change?.reason ? { label: to.t('reschedule.reason'), text: change.reason } : null,
          facts: factsForStaff(booking, to),
          button: { label: to.t('reschedule.button'), href: adminBookingLink(booking) },
          invitations: staffInvitations(about, to),
        }
      },
      samples: [
        { title: 'Another host, to the business', about: sampleAbout(reassigned) },
        {
          title: 'Another host, to the former one',
          about: sampleAbout({
            ...reassigned,
            formerHost: { name: 'Tom Okafor', isRecipient: true },
          }),
        },
      ],
    },
  },
  inApp: onBooking,
})

function hostsOf({ booking, formerHost }: BookingSubject) {
  return { host: booking.host.name, former: formerHost?.name ?? '' }
}

function noticeKey(about: BookingSubject, to: Recipient): string {
  const { booking, change, formerHost } = about
  if (booking.status !== 'pending') {
    if (!isByRecipient(about, to)) return isOfSession(about) ? 'notice_session' : 'notice'
    return formerHost?.isRecipient ? 'notice_lost_own' : 'notice_own'
  }
  return change?.rule === 'another_was_chosen' ? 'passed_notice' : 'waiting_notice'
}

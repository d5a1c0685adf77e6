import { preferencesLink, provenManageLink, unsubscribeLink } from '../links.js'
import type { Recipient } from '../mail/recipient.js'
import type { InApp, Message } from '../message.js'
import { stampOf } from './booking_known.js'
import { type BookingSubject, bookingSubject } from './booking_subject.js'
import { formatPeople } from '#formats/bookings/hosts'
import type { Stoppable } from '#formats/pages/addresses'
import type Notification from '#models/notifications/notification'
import type { BookingStatus } from '#scheduling/slots/bookings'

type Described<Type extends string> = Omit<Message<BookingSubject, Type>, 'subject'> & {
  /** It holds while its booking stands like this. */
  holds: BookingStatus[]
  /** And while it has the time that it had when the message was owed. */
  isOfVersion?: boolean
}

/** What has become of a booking. */
export function bookingMessage<Type extends string>(
  described: Described<Type>
): Message<BookingSubject, Type> {
  const { holds, isOfVersion = false, reasonToDrop, ...rest } = described
  return {
    ...rest,
    subject: bookingSubject,
    reasonToDrop(about, notification, now) {
      const { booking } = about
      const status = booking.statusAt(now)
      if (!holds.includes(status)) return `booking_${status}`
      const { bookingVersion: version } = notification
      if (isOfVersion && version !== null && version !== booking.calendarSequence) {
        return 'booking_moved'
      }
      if (about.isDeclined) return 'client_declined'
      return reasonToDrop?.(about, notification, now) ?? null
    },
  }
}

/** On screen: whose booking it is about, and its page. */
export const onBooking: InApp = {
  says: ({ topic, booking }, t) =>
    t(`owner.notifications.news.${topic}`, { name: booking.clientName }),
  leadsTo: ({ subjectId: id }: Notification) => ({ route: 'owner.bookings.show', id }),
}

function headingOf({ booking }: BookingSubject, to: Recipient): string {
  const service = booking.service.name
  const host = formatPeople(booking, to.locale)
  return host ? to.t('heading.with_host', { service, host }) : service
}

/** What a mail is headed by, in its mailbox and in itself. */
export function bookingHead(
  about: BookingSubject,
  to: Recipient,
  [key, values]: [key: string, values?: Record<string, string>]
) {
  const { booking, dates = [booking] } = about
  const named = { service: booking.service.name, time: stampOf(about, to), ...values }
  const subject = to.t(key, { ...named, dates: dates.length })
  return { subject, heading: headingOf(about, to), time: to.time(booking) }
}

/** To the client's page of the booking; names what can be done there at this moment. */
export function manageButton({ booking, dates = [] }: BookingSubject, to: Recipient) {
  const policies = [booking, ...dates].map((date) => date.toldTerms(to.now).policy)
  const canMove = policies.some(
    ({ isInTimeToMove, movesLeft }) => isInTimeToMove && movesLeft !== 0
  )
  const canCancel = policies.some(({ isInTimeToCancel }) => isInTimeToCancel)
  const can = { canMove: String(canMove), canCancel: String(canCancel) }
  const label = to.t('manage.button', { ...can, dates: Math.max(1, dates.length) })
  return { label, href: provenManageLink(booking) }
}

/** Where the client says which of those mails they want that tell nothing new. */
export function choiceOf({ booking }: BookingSubject, to: Recipient, what: Stoppable) {
  return {
    link: { label: to.t('preferences.link'), href: preferencesLink(booking) },
    unsubscribe: unsubscribeLink(booking, what),
  }
}

/** Whether its recipient of the business did it: then it brings what their calendar lacks. */
export function isByRecipient({ change }: BookingSubject, to: Recipient): boolean {
  return change?.actor === 'user' && !to.isInbox && change.userId === to.memberId
}

/** With a session that the business moves or calls off, no time comes back on offer. */
export function isOfSession({ booking, change }: BookingSubject): boolean {
  return booking.sessionId !== null && change?.actor === 'user'
}

/** Who changed it, as the business calls them. */
export function doneBy({ booking, change }: BookingSubject, to: Recipient): string {
  if (change?.actor === 'client') return booking.clientName
  return change?.user?.fullName ?? to.t('cancellation.someone')
}

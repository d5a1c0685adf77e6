import { onBooking } from '../bookings/booking_message.js'
import { type InApp, message } from '../message.js'

/** Named by the booking of the message that did not arrive, where it has one. */
const onSubject: InApp = {
  says: (notification, t) =>
    notification.bookingId === null
      ? t(`owner.notifications.message.${notification.type}`)
      : onBooking.says(notification, t),
  leadsTo(notification) {
    const { bookingId, subjectType, subjectId: id } = notification
    if (bookingId !== null) return onBooking.leadsTo(notification)
    return subjectType === 'client' ? { route: 'owner.clients.show', id } : null
  },
}

/** A message was given up. */
export const messageFailed = message({
  type: 'message_failed',
  staff: 'host',
  event: 'undelivered',
  inApp: onSubject,
})

/** A message was sent, and came back. */
export const messageBounced = message({
  type: 'message_bounced',
  staff: 'host',
  event: 'undelivered',
  inApp: onSubject,
})

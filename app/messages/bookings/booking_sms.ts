import { manageLink } from '../links.js'
import type { Sample, TextToClient } from '../message.js'
import { textWords } from '../sms/sms_words.js'
import type { BookingSubject } from './booking_subject.js'
import { moveOf } from './moved_time.js'
import { quietHoursEnd } from '#queries/notifications/quiet_hours_end'

/** What an SMS says of a booking, `texts.{key}`: whose it is, what, when, and where more is said. */
export function bookingText(
  key: string,
  samples: [Sample<BookingSubject>, ...Sample<BookingSubject>[]]
): TextToClient<BookingSubject> {
  return {
    says({ booking, dates = [booking] }, to) {
      return textWords(to, dates.length > 1 ? `${key}_dates` : key, {
        service: booking.service.name,
        startsAt: booking.startsAt,
        more: dates.length - 1,
        link: manageLink(booking),
      })
    },
    heldUntil: ({ booking }, now) => quietHoursEnd(booking, now),
    samples,
  }
}

/** The same of a move that waits for an answer or got none: the time asked for, or that which stays. */
export function moveText(
  key: 'move_requested' | 'move_rejected' | 'move_expired',
  samples: [Sample<BookingSubject>, ...Sample<BookingSubject>[]]
): TextToClient<BookingSubject> {
  return {
    says(about, to) {
      const { booking } = about
      const { startsAt } = key === 'move_requested' ? moveOf(about) : booking
      const service = booking.service.name
      return textWords(to, key, { service, startsAt, link: manageLink(booking) })
    },
    heldUntil: ({ booking }, now) => quietHoursEnd(booking, now),
    samples,
  }
}

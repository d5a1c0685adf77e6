import { manageLink } from '../links.js'
import type { Sample, TextToClient } from '../message.js'
import { textWords } from '../sms/sms_words.js'
import type { BookingSubject } from './booking_subject.js'
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

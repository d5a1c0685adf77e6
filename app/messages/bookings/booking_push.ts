import type { PushToStaff, Sample } from '../message.js'
import { stampOf } from './booking_known.js'
import type { BookingSubject } from './booking_subject.js'

/** What a browser shows of a booking, `push.{key}`: what, when and at which business; never whose it is. */
export function bookingPush(
  key: string,
  leadsTo: (about: BookingSubject) => string,
  samples: [Sample<BookingSubject>, ...Sample<BookingSubject>[]]
): PushToStaff<BookingSubject> {
  return {
    says(about, to) {
      const { booking, move } = about
      const time = move ? to.stamp(move.startsAt) : stampOf(about, to)
      return {
        title: to.t(`push.${key}`, { service: booking.service.name }),
        body: to.t('push.when', { time, business: booking.business.name }),
        path: leadsTo(about),
        topic: `booking-${booking.id}`,
      }
    },
    samples,
  }
}

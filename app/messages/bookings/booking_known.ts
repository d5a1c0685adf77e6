import { formatPeople } from '#formats/bookings/hosts'
import { comma } from '#formats/times/times'
import type { KnownValues } from '#formats/words/variables'
import type { Recipient } from '../mail/recipient.js'
import type { BookingSubject } from './booking_subject.js'
import { amountNamed, placeNamed } from './facts.js'

/** What a business may name in its own words about a booking. */
export function knownOfBooking(about: BookingSubject, to: Recipient): KnownValues {
  const { booking, before, move, dates = [] } = about
  const { clientName: client, service, business, reference } = booking
  const { date, from, to: end } = to.time(booking)
  const until = move?.expiresAt ?? booking.expiresAt ?? booking.startsAt
  return {
    ...{ client, reference, service: service.name, business: business.name },
    host: formatPeople(booking, to.locale) ?? '',
    ...{ date, when: stampOf(about, to), time: `${from} – ${end}` },
    place: placeNamed(booking, to) ?? '',
    price: amountNamed(booking, dates, to),
    before: before ? to.span(before) : '',
    asked: move ? to.span(move) : '',
    until: `${to.moment(until)}${comma(to.locale)} ${to.zone(until)}`,
  }
}

/** Of the first date, and how many there are beside it. */
export function stampOf({ booking, dates = [booking] }: BookingSubject, to: Recipient): string {
  const time = to.stamp(booking.startsAt)
  return dates.length > 1 ? to.t('time.and_more', { time, more: dates.length - 1 }) : time
}

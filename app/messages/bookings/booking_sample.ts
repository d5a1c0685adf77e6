import type { SampleParts } from '../message.js'
import { businessAs, sampleBooking, sampleTime } from '../samples.js'
import type { BookingSubject } from './booking_subject.js'
import MoveRequest from '#models/bookings/move_request'

/** The sample as a business would send it: of its own service, or about a booking that it has. */
export function sampleOfBooking(sample: BookingSubject, of: SampleParts): BookingSubject {
  const booking = of.booking ? realBooking(sample, of) : ownBooking(sample, of)
  const { startsAt, endsAt } = booking
  const move = sample.move && {
    ...{ startsAt: startsAt.plus({ days: 1 }), endsAt: endsAt.plus({ days: 1 }) },
    expiresAt: startsAt.minus({ days: 1 }),
  }
  return {
    ...{ ...sample, booking, dates: undefined },
    before: sample.before && {
      startsAt: startsAt.minus({ days: 1, hours: 2 }),
      endsAt: endsAt.minus({ days: 1, hours: 2 }),
    },
    move: move && new MoveRequest().merge({ ...sample.move?.$attributes, ...move }),
  }
}

function ownBooking({ booking: { status } }: BookingSubject, of: SampleParts) {
  const { now, service, host, business, language } = of
  const booking = sampleBooking(
    {
      ...{ status, clientLocale: language, clientTimeZone: business.timeZone },
      ...{ currency: business.currency, expiresAt: now.plus({ days: 1 }) },
      ...sampleTime(now, business, service?.durationMinutes),
      ...(service && { price: service.price }),
    },
    service ?? undefined,
    businessAs(business)
  )
  booking.business.$setRelated('settings', business.settings)
  if (host) booking.$setRelated('host', host)
  return booking
}

/** Told as if it stood as the message says, in the language that is looked at. */
function realBooking({ booking: { status } }: BookingSubject, { booking, language }: SampleParts) {
  if (!booking) throw new Error('There is no booking to show')
  return booking.merge({ status, clientLocale: language })
}

import type { I18n } from '@adonisjs/i18n'
import type { DateTime } from 'luxon'
import { formatPeople } from '#formats/bookings/hosts'
import { plainAmount } from '#formats/bookings/money'
import { joinLink, placePhrase } from '#formats/bookings/places'
import { withoutIsolates } from '#formats/words/directions'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'

type Column = (booking: Booking) => string | number | null

/** Times in ISO 8601, with the offset of the zone that stands beside them. */
export function portalColumns(now: DateTime, i18n: I18n): Record<string, Column> {
  const zoneOf = (booking: Booking) => bookingState(booking, now).timeZone
  const columns: Record<string, Column> = {
    reference: ({ reference }) => reference,
    status: (booking) => i18n.t(`guest.bookings.booking.${booking.statusAt(now)}.status`),
    service: ({ service }) => service.name,
    business: ({ business }) => business.name,
    with: (booking) => withoutIsolates(formatPeople(booking, i18n.locale)),
    place: (booking) => withoutIsolates(placeOf(booking, (key, values) => i18n.t(key, values))),
    starts: (booking) => isoIn(booking.startsAt, zoneOf(booking)),
    ends: (booking) => isoIn(booking.endsAt, zoneOf(booking)),
    zone: zoneOf,
    name: ({ clientName }) => clientName,
    places: ({ seats }) => seats,
    price: ({ price, currency }) => plainAmount(price, currency),
    currency: ({ currency }) => currency,
    note: ({ clientNote }) => clientNote,
  }
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      i18n.t(`portal.bookings.column.${name}`),
      column,
    ])
  )
}

function placeOf(
  { service, business, clientPhone: phone }: Booking,
  t: (key: string, values?: Record<string, unknown>) => string
): string {
  const numbers = { address: business.address, phone, businessPhone: business.phone }
  return [placePhrase(service, numbers, t), joinLink(service)].filter(Boolean).join(', ')
}

function isoIn(moment: DateTime, zone: string): string | null {
  return moment.setZone(zone).toISO({ suppressMilliseconds: true })
}

import type { I18n } from '@adonisjs/i18n'
import type { DateTime } from 'luxon'
import { plainAmount } from '#formats/bookings/money'
import { joinLink, placeOfBusiness } from '#formats/bookings/places'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'

type Column = (booking: Booking) => string | number | null

/** Times in ISO 8601 with the offset of the business's zone, which stands beside them. */
export function bookingColumns(
  { timeZone, address }: Business,
  now: DateTime,
  i18n: I18n
): Record<string, Column> {
  const columns: Record<string, Column> = {
    reference: ({ reference }) => reference,
    status: (booking) => i18n.t(`owner.common.status.${booking.statusAt(now)}`),
    service: ({ service }) => service.name,
    hosts: ({ host, hostsTogether }) =>
      hostsTogether.map(({ name }) => name).join(', ') || host.name,
    place: (booking) => placeOf(booking, address, (key) => i18n.t(key)),
    starts: ({ startsAt }) => isoIn(startsAt, timeZone),
    ends: ({ endsAt }) => isoIn(endsAt, timeZone),
    zone: () => timeZone,
    client: ({ clientName }) => clientName,
    email: ({ clientEmail }) => clientEmail,
    phone: ({ clientPhone }) => clientPhone,
    places: ({ seats }) => seats,
    price: ({ price, currency }) => plainAmount(price, currency),
    currency: ({ currency }) => currency,
    note: ({ notes }) => notes,
    answers: ({ answers }) =>
      answers.map(({ question, answer }) => `${question}: ${answer}`).join('\n'),
    private_note: ({ privateNote }) => privateNote,
    client_note: ({ clientNote }) => clientNote,
    link: ({ linkId, link }) => (linkId === null ? null : link.name),
    agreed: ({ consentedAt }) => consentedAt && isoIn(consentedAt, timeZone),
    booked: ({ createdAt }) => isoIn(createdAt, timeZone),
  }
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      i18n.t(`owner.bookings.column.${name}`),
      column,
    ])
  )
}

/** As it was booked, with the way in where it is a call. */
function placeOf(
  { wording, service }: Booking,
  address: string | null,
  t: (key: string) => string
): string {
  const place = wording ?? service
  const words = placeOfBusiness(place, wording ? wording.address : address, t)
  return [words, joinLink(place)].filter(Boolean).join(', ')
}

function isoIn(moment: DateTime, zone: string): string | null {
  return moment.setZone(zone).toISO({ suppressMilliseconds: true })
}

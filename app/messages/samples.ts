import { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import Booking from '#models/bookings/booking'
import BookingSettings from '#models/settings/booking_settings'
import Business from '#models/settings/business'
import Client from '#models/clients/client'
import Host from '#models/availability/host'
import Service from '#models/services/service'

export const business = new Business().merge({
  id: 1,
  name: 'Swim School Pro',
  slug: 'swim-school-pro',
  address: '14 Canal Street, London N1 8QT',
  phone: '020 7946 0182',
  email: 'hello@swimschoolpro.example',
  timeZone: 'Europe/London',
  locale: 'en-GB',
  currency: 'GBP',
  brandColour: '#00698f',
})

/** A copy, so that what a sample is given stays with the sample. */
export function businessAs(shop: Business, others: Partial<Business> = {}): Business {
  return new Business().merge({ ...shop.$attributes, ...others })
}

/** In a week, by the clock of a business. */
export function sampleTime(now: DateTime, { timeZone }: Business, minutes = 60) {
  const day = now.setZone(timeZone).plus({ weeks: 1 })
  const startsAt = day.set({ hour: 10, minute: 0, second: 0, millisecond: 0 })
  return { startsAt, endsAt: startsAt.plus({ minutes }) }
}

const settings = new BookingSettings().merge({
  rescheduleCutoffMinutes: 1440,
  cancelCutoffMinutes: 1440,
  maxMoves: null,
})

export const lesson = new Service().merge({
  id: 1,
  name: 'Private lesson',
  slug: 'private-lesson',
  locationType: 'in_person',
  locationDetails: 'Canal Street pool',
  price: '50.00',
  lengthPrices: {},
  rescheduleCutoffMinutes: null,
  cancelCutoffMinutes: null,
  maxMoves: null,
  instructions: 'Costume, towel, goggles. Arrive ten minutes early.',
  followUp: 'Thank you for coming!\nHow was it? Just answer this mail.',
})

export const call = new Service().merge({
  id: 2,
  name: 'First talk',
  slug: 'first-talk',
  locationType: 'phone',
  locationDetails: null,
  rescheduleCutoffMinutes: null,
  cancelCutoffMinutes: null,
  maxMoves: null,
  instructions: null,
})

export const videoCall = new Service().merge({
  ...call.$attributes,
  locationType: 'video',
  locationDetails: 'https://meet.example/swim-school-pro',
})

export const anna = new Host().merge({
  id: 1,
  userId: 1,
  name: 'Anna Reed',
  timeZone: 'Europe/London',
})
/** Who is written to about no booking. */
export const asha = new Client().merge({
  id: 1,
  businessId: business.id,
  name: 'Asha Patel',
  email: 'asha@client.example',
  locale: 'en-GB',
  timeZone: 'Europe/London',
})

/** An address of the business itself. */
export const reception = {
  id: null,
  fullName: business.name,
  email: 'reception@swimschoolpro.example',
  stopLink: `${appUrl}/mail/stop/${'A'.repeat(23)}`,
}
export const owner = { id: 1, fullName: 'Anna Reed', email: 'anna@swimschoolpro.example' }

export const inLondon: Partial<Booking> = {
  id: 7,
  businessId: 1,
  reference: 'K7MQ-2F9P',
  status: 'approved',
  holdsTime: true,
  startsAt: DateTime.fromISO('2026-01-15T09:30:00Z'),
  endsAt: DateTime.fromISO('2026-01-15T10:30:00Z'),
  expiresAt: DateTime.fromISO('2026-01-14T10:00:00Z'),
  clientName: 'Asha Patel',
  clientEmail: 'asha@client.example',
  clientPhone: '+44 7700 900123',
  clientTimeZone: 'Europe/London',
  clientLocale: 'en-GB',
  notes: 'She is six and swims a little.\nWe would like the warm pool.',
  answers: [],
  price: '50.00',
  currency: 'GBP',
  rejectionReason: 'The pool is closed for repairs that week. The week after is free.',
  calendarUid: '7d0f5f0e-3c1b-4a38-9a3f-0c1d5f1f2a10',
  calendarHost: 'localhost',
  calendarSequence: 0,
  linkVersion: 1,
  clientMoves: 0,
  seats: 1,
  createdAt: DateTime.fromISO('2026-01-10T12:00:00Z'),
  updatedAt: DateTime.fromISO('2026-01-10T12:00:00Z'),
}

export const inNewYork = { clientTimeZone: 'America/New_York', clientLocale: 'en-US' }

export function sampleBooking(
  attributes: Partial<Booking> = {},
  service = lesson,
  shop = business
) {
  const booking = new Booking().merge({ ...inLondon, ...attributes })
  shop.$setRelated('settings', settings)
  booking.$setRelated('business', shop)
  booking.$setRelated('service', service)
  booking.$setRelated('host', anna)
  return booking
}

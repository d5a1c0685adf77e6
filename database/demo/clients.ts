import PlaceBooking from '#actions/bookings/place_booking'
import { byClient } from '#models/by'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import { loadQuestion } from '#queries/availability/load_availability'
import { findSlots } from '#scheduling/slots/slots'

const DAY = 86_400_000

const CLIENTS = [
  { name: 'Priya Shah', email: 'priya@example.com', phone: null, notes: null },
  {
    name: 'Ines Duarte',
    email: 'ines@duarte.example',
    phone: '07700 900318',
    notes: 'He loves water but panics when his face is under. Could we start very gently?',
  },
  { name: 'Sam Okoro', email: 'sam@example.com', phone: '07700 900461', notes: null },
  { name: 'Grace Liu', email: 'grace@example.com', phone: null, notes: null },
  { name: 'Oliver Brandt', email: 'oliver@example.com', phone: null, notes: 'Left knee is sore.' },
  { name: 'Leila Haddad', email: null, phone: '07700 900122', notes: null },
  { name: 'Joe Martin', email: 'joe@example.com', phone: null, notes: null },
] as const

/** That client takes the service's nth free time of the coming weeks. */
export async function place(
  business: Business,
  service: Service,
  client: number,
  nth: number,
  seats = 1
): Promise<Booking> {
  const now = Date.now()
  const range = { start: now, end: now + 28 * DAY }
  const slots = findSlots(await loadQuestion({ business, service, hostId: null, range, now }))
  const placed = await new PlaceBooking().handle({
    businessId: business.id,
    serviceId: service.id,
    startsAt: slots[Math.min(nth, slots.length - 1)].start,
    hostId: null,
    seats,
    client: {
      ...{ ...CLIENTS[client], timeZone: business.timeZone, locale: business.locale },
      agreesToTexts: CLIENTS[client].phone !== null,
    },
    idempotencyKey: null,
    by: byClient(),
  })
  if (placed.outcome !== 'booked' && placed.outcome !== 'requested') {
    throw new Error(`The demo booking was not taken: ${placed.outcome}`)
  }
  return placed.booking
}

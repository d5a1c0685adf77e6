import type { ApiClient } from '@japa/api-client'
import { DateTime } from 'luxon'
import type { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import { formStamp } from '#models/tokens/form_stamp'
import PlaceBooking from '#actions/bookings/place_booking'
import type Booking from '#models/bookings/booking'
import { PRIYA } from '#tests/support/named_clients'

export type Shop = Awaited<ReturnType<typeof openShop>>

/** No person fills in a form in less than this. */
export const FILLED_IN_MS = 10_000

/** Ten in the morning, London time, some days ahead. */
export function tenOClock(days = 3): DateTime {
  return DateTime.now().setZone('Europe/London').plus({ days }).startOf('day').set({ hour: 10 })
}

/** "2026-01-15T09:30:00Z", as the radio buttons write it. */
export function instant(moment: DateTime): string {
  return moment.toUTC().toISO({ suppressMilliseconds: true }) ?? ''
}

export function timesAddress({ business, service }: Pick<Shop, 'business' | 'service'>): string {
  return `/book/${business.slug}/${service.slug}`
}

export function detailsAddress(shop: Pick<Shop, 'business' | 'service'>): string {
  return `${timesAddress(shop)}/details`
}

/** What the form of a page sends that was shown a moment ago. */
export function filledForm(
  { service }: Pick<Shop, 'service'>,
  startsAt: DateTime,
  changes: Record<string, unknown> = {}
) {
  return {
    start: instant(startsAt),
    stamp: formStamp(`booking ${service.id}`, Date.now() - FILLED_IN_MS),
    client_name: 'Priya Shah',
    client_email: 'priya@example.com',
    client_phone: '',
    notes: '',
    website: '',
    ...changes,
  }
}

/** The same of the form to wait for a time. */
export function waitingForm(
  shop: Pick<Shop, 'service'>,
  startsAt: DateTime,
  changes: Record<string, unknown> = {}
) {
  const stamp = formStamp(`waitlist ${shop.service.id}`, Date.now() - FILLED_IN_MS)
  return filledForm(shop, startsAt, { stamp, ...changes })
}

export async function place(
  { business, service }: Pick<Shop, 'business' | 'service'>,
  startsAt: DateTime,
  client: Partial<Parameters<PlaceBooking['handle']>[0]['client']> = {}
): Promise<Booking> {
  const placed = await new PlaceBooking().handle({
    businessId: business.id,
    serviceId: service.id,
    startsAt: startsAt.toMillis(),
    hostId: null,
    client: { ...PRIYA, ...client },
    idempotencyKey: null,
    by: byClient(),
  })
  if (!('booking' in placed)) throw new Error(`Not booked: ${placed.outcome}`)
  return placed.booking
}

export async function pageAt(client: ApiClient, address: string): Promise<string> {
  const response = await client.get(address)
  return response.text()
}

/** The times of the chosen day, without the soonest of all days above them. */
export function dayIn(page: string): string {
  const from = page.indexOf('<h2 id="day"')
  if (from === -1) throw new Error('The page shows no day')
  return page.slice(from)
}

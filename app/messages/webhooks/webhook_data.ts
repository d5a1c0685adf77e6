import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { bookingHosts } from '#claims'
import Booking from '#models/bookings/booking'
import Client from '#models/clients/client'
import BookingLink from '#models/links/booking_link'
import OneTimeLink from '#models/links/one_time_link'
import type { SubjectType } from '#models/notifications/notification'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { bookingTold } from '#queries/bookings/booking_told'
import { findCalendarEvents } from '#queries/calendars/calendar_events'
import { presentToldBooking } from '#shapes/webhooks/told_booking'
import { presentToldClient } from '#shapes/webhooks/told_client'
import { presentToldEntry } from '#shapes/webhooks/told_entry'
import { presentToldLink, presentToldOneTime } from '#shapes/webhooks/told_link'

type Load = (id: number, client: QueryClient) => Promise<object>

/** What endpoints are told of each, as it stands in that transaction. */
const DATA: Partial<Record<SubjectType, Load>> = {
  async booking(id, client) {
    const booking = await Booking.query({ client })
      .select('bookings.*', bookingHosts(), bookingTold())
      .where('bookings.id', id)
      .firstOrFail()
    // One after the other: a transaction has one connection, and preloads go out at once.
    await booking.load('business')
    await booking.load('service')
    await booking.load('host')
    await findCalendarEvents([booking], client)
    return presentToldBooking(booking)
  },

  async waitlist_entry(id, client) {
    const entry = await WaitlistEntry.findOrFail(id, { client })
    await entry.load('business')
    await entry.load('service')
    const offer = await WaitlistOffer.query({ client })
      .where('entryId', id)
      .orderBy('id', 'desc')
      .first()
    return presentToldEntry(entry, offer)
  },

  booking_link: async (id, client) => presentToldLink(await BookingLink.findOrFail(id, { client })),
  one_time_link: async (id, client) =>
    presentToldOneTime(await OneTimeLink.findOrFail(id, { client })),
  async client(id, client) {
    const known = await Client.find(id, { client })
    return known ? presentToldClient(known) : { id }
  },
  webhook_endpoint: async (id) => ({ endpoint_id: id }),
}

export function webhookData(
  { type, id }: { type: SubjectType; id: number },
  client: QueryClient
): Promise<object> {
  const load = DATA[type]
  if (!load) throw new Error(`Endpoints are told nothing of ${type}`)
  return load(id, client)
}

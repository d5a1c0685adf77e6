import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import CancelBooking from '#actions/bookings/cancel_booking'
import JoinWaitlist from '#actions/waitlist/join_waitlist'
import { byClient } from '#models/by'
import type Booking from '#models/bookings/booking'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import type { Shop } from '#tests/support/requests'

/** Someone who waits for a start of the shop's service. */
export async function waitFor(
  { business, service }: Pick<Shop, 'business' | 'service'>,
  startsAt: DateTime,
  { email = 'sam@example.com', seats = 1 }: { email?: string; seats?: number } = {}
): Promise<WaitlistEntry> {
  const joined = await new JoinWaitlist().handle({
    businessId: business.id,
    serviceId: service.id,
    startsAt: startsAt.toMillis(),
    hostId: null,
    durationMinutes: null,
    seats,
    client: { name: 'Sam Okoro', email, phone: null, timeZone: 'Europe/London', locale: 'en-GB' },
    by: byClient(),
  })
  if (joined.outcome !== 'joined') throw new Error(`Not joined but ${joined.outcome}`)
  return joined.entry
}

/** The last offer to someone who waits. */
export function offerTo(entry: WaitlistEntry): Promise<WaitlistOffer | null> {
  return WaitlistOffer.query().where('entryId', entry.id).orderBy('id', 'desc').first()
}

/** As if half an hour had gone by. */
export async function letRunOut(offer: WaitlistOffer | null) {
  const past = DateTime.utc().minus({ seconds: 1 }).toJSDate()
  await db
    .from('waitlist_offers')
    .where('id', offer?.id ?? 0)
    .update({ expires_at: past })
  for (const table of ['claims', 'session_seats']) {
    const holder = table === 'claims' ? 'holder_id' : 'offer_id'
    await db
      .from(table)
      .where(holder, offer?.id ?? 0)
      .update({ expires_at: past })
  }
}

/** By its client, so that its place comes free. */
export function cancel({ id, businessId }: Booking) {
  return new CancelBooking().handle({ businessId, bookingId: id, by: byClient(), reason: null })
}

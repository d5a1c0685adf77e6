import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import type WaitlistOffer from '#models/waitlist/waitlist_offer'
import { presentPerson } from '#shapes/webhooks/told_person'
import { utcMoment } from '#shapes/webhooks/moment'

/** @param offer the last one that was made, however it ended */
export function presentToldEntry(entry: WaitlistEntry, offer: WaitlistOffer | null) {
  return {
    id: entry.id,
    status: entry.status,
    service_id: entry.serviceId,
    service_name: entry.service.name,
    host_id: entry.hostId,
    /** Which booking an earlier time is wanted for. */
    booking_id: entry.bookingId,
    starts_at: utcMoment(entry.startsAt),
    time_zone: entry.business.timeZone,
    seats: entry.seats,
    client: presentPerson(entry),
    offer: offer && {
      status: offer.status,
      starts_at: utcMoment(offer.startsAt),
      ends_at: utcMoment(offer.endsAt),
      host_id: offer.hostId,
      expires_at: utcMoment(offer.expiresAt),
      booking_id: offer.bookingId,
    },
    created_at: utcMoment(entry.createdAt),
    updated_at: utcMoment(entry.updatedAt),
  }
}

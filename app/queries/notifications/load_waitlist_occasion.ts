import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import Booking from '#models/bookings/booking'
import Host from '#models/availability/host'
import type Notification from '#models/notifications/notification'
import WaitlistEntry from '#models/waitlist/waitlist_entry'
import WaitlistOffer from '#models/waitlist/waitlist_offer'
import { positionOf } from '#queries/waitlist/find_waitlist_entry'

export async function loadWaitlistOccasion(
  { subjectId, data }: Notification,
  client?: QueryClient
) {
  const entry = await WaitlistEntry.query({ client })
    .where('id', subjectId)
    .preload('business')
    .preload('service')
    .preload('host')
    .preload('booking', (booking) => booking.preload('host'))
    .first()
  if (!entry) return null

  const offer =
    typeof data.offerId === 'number'
      ? await WaitlistOffer.query({ client }).where({ entryId: entry.id, id: data.offerId }).first()
      : null
  const host = offer ? await Host.findOrFail(offer.hostId, { client }) : entry.host
  const position = entry.isOpen ? await positionOf(entry) : 0
  return {
    booking: bookingOf(entry, offer, host),
    staff: null,
    change: null,
    move: null,
    agenda: [],
    inReplyTo: null,
    waiting: { entry, offer, position },
  }
}

/** Never stored: the booking that would be made, or the one that would move. */
function bookingOf(entry: WaitlistEntry, offer: WaitlistOffer | null, host: Host | null): Booking {
  const { business, service, booking, clientName, clientEmail } = entry
  const minutes = entry.durationMinutes ?? service.durationMinutes
  const startsAt = offer?.startsAt ?? booking?.startsAt ?? entry.startsAt
  if (!startsAt) throw new Error(`Entry ${entry.id} of a waitlist waits for nothing`)
  const wished = new Booking().merge({
    businessId: entry.businessId,
    startsAt,
    endsAt: offer?.endsAt ?? booking?.endsAt ?? startsAt.plus({ minutes }),
    clientName,
    clientEmail,
    clientTimeZone: entry.clientTimeZone,
    clientLocale: entry.clientLocale,
    seats: entry.seats,
    calendarUid: `waitlist-${entry.id}`,
  })
  wished.$setRelated('business', business)
  wished.$setRelated('service', service)
  wished.$setRelated(
    'host',
    host ?? booking?.host ?? new Host().merge({ timeZone: business.timeZone })
  )
  return wished
}

import { DateTime } from 'luxon'
import { hostNames } from '#formats/bookings/hosts'
import type Booking from '#models/bookings/booking'
import { presentChosenPlace } from '#shapes/services/place'
import { presentPerson } from '#shapes/webhooks/told_person'
import { utcMoment } from '#shapes/webhooks/moment'

/** Nothing in it opens the booking: whoever reads it is a system of the business. */
export function presentToldBooking(booking: Booking) {
  const { movedFrom } = booking.told
  return {
    id: booking.id,
    reference: booking.reference,
    status: booking.status,
    service_id: booking.serviceId,
    service_name: booking.service.name,
    host_id: booking.hostId,
    host_ids: booking.hostIds,
    host_names: hostNames(booking),
    session_id: booking.sessionId,
    series_id: booking.seriesId,
    link_id: booking.linkId,
    one_time_link_id: booking.oneTimeLinkId,
    seats: booking.seats,
    ...presentChosenPlace(booking),
    starts_at: utcMoment(booking.startsAt),
    ends_at: utcMoment(booking.endsAt),
    time_zone: booking.business.timeZone,
    moved_from: movedFrom && {
      starts_at: utcMoment(DateTime.fromISO(movedFrom.startsAt)),
      ends_at: utcMoment(DateTime.fromISO(movedFrom.endsAt)),
      host_id: movedFrom.hostId,
    },
    expires_at: booking.status === 'pending' ? utcMoment(booking.expiresAt) : null,
    rejection_reason: booking.rejectionReason,
    client: presentPerson(booking),
    notes: booking.notes,
    answers: booking.answers,
    price: booking.price,
    currency: booking.currency,
    calendar_event_id: booking.calendarEvent.id,
    calendar_event_url: booking.calendarEvent.url,
    created_at: utcMoment(booking.createdAt),
    updated_at: utcMoment(booking.updatedAt),
  }
}

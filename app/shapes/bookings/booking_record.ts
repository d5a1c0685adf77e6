import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { DateTime } from 'luxon'
import { plainAmount } from '#formats/bookings/money'
import { PLACE_TYPES } from '#formats/bookings/places'
import type Booking from '#models/bookings/booking'
import { BOOKING_STATUSES } from '#scheduling/slots/bookings'
import {
  amountShape,
  inUtc,
  inUtcOrNull,
  momentOrNull,
  momentShape,
  truthShape,
  wholeShape,
} from '#shapes/schema'

/** A booking as its business knows it; its event in a calendar elsewhere is written a moment later. */
export const bookingRecordShape = vine.create({
  id: wholeShape(),
  reference: vine.string(),
  status: vine.enum(BOOKING_STATUSES),
  service_id: wholeShape(),
  host_id: wholeShape(),
  host_ids: vine.array(wholeShape()),
  session_id: wholeShape().nullable(),
  series_id: wholeShape().nullable(),
  link_id: wholeShape().nullable(),
  starts_at: momentShape(),
  ends_at: momentShape(),
  time_zone: vine.string(),
  seats: wholeShape(),
  client: vine.object({
    id: wholeShape().nullable(),
    name: vine.string(),
    email: vine.string().nullable(),
    phone: vine.string().nullable(),
    locale: vine.string(),
  }),
  notes: vine.string().nullable(),
  answers: vine.array(vine.object({ question: vine.string(), answer: vine.string() })),
  location_id: wholeShape(),
  location_type: vine.enum(PLACE_TYPES),
  location_details: vine.string().nullable(),
  price: amountShape(),
  currency: vine.string(),
  rejection_reason: vine.string().nullable(),
  tells_client: truthShape(),
  texts_agreed_at: momentOrNull(),
  overrides: vine.array(vine.string()),
  calendar_event_id: vine.string().nullable(),
  calendar_event_url: vine.string().nullable(),
  expires_at: momentOrNull(),
  approved_at: momentOrNull(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

export type BookingRecord = Infer<typeof bookingRecordShape>

export function presentBookingRecord(booking: Booking, now: DateTime): BookingRecord {
  const { wording } = booking
  return {
    id: booking.id,
    reference: booking.reference,
    status: booking.statusAt(now),
    service_id: booking.serviceId,
    host_id: booking.hostId,
    host_ids: booking.hostIds,
    session_id: booking.sessionId,
    series_id: booking.seriesId,
    link_id: booking.linkId,
    starts_at: inUtc(booking.startsAt),
    ends_at: inUtc(booking.endsAt),
    time_zone: booking.clientTimeZone,
    seats: booking.seats,
    client: {
      id: booking.clientId,
      name: booking.clientName,
      email: booking.clientEmail,
      phone: booking.clientPhone,
      locale: booking.clientLocale,
    },
    notes: booking.notes,
    answers: booking.answers.map(({ question, answer }) => ({ question, answer })),
    location_id: booking.placeKey,
    location_type: wording.locationType,
    location_details: wording.locationDetails,
    price: plainAmount(booking.price, booking.currency),
    currency: booking.currency,
    rejection_reason: booking.rejectionReason,
    tells_client: booking.tellsClient,
    texts_agreed_at: inUtcOrNull(booking.textsAgreedAt),
    overrides: [...booking.overrides],
    calendar_event_id: booking.calendarEvent.id,
    calendar_event_url: booking.calendarEvent.url,
    expires_at: booking.status === 'pending' ? inUtcOrNull(booking.expiresAt) : null,
    approved_at: inUtcOrNull(booking.approvedAt),
    created_at: inUtc(booking.createdAt),
    updated_at: inUtc(booking.updatedAt),
  }
}

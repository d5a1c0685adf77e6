import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { WAITLIST_STATUSES } from '#models/waitlist/waitlist_entry'
import { inUtc, inUtcOrNull, momentOrNull, momentShape, wholeShape } from '#shapes/schema'

/** Somebody who waits for a time that is taken, or for one before that of their booking. */
export const waitlistEntryShape = vine.create({
  id: wholeShape(),
  status: vine.enum(WAITLIST_STATUSES),
  service_id: wholeShape(),
  host_id: wholeShape().nullable(),
  booking_id: wholeShape().nullable(),
  starts_at: momentOrNull(),
  time_zone: vine.string(),
  duration_minutes: wholeShape().nullable(),
  seats: wholeShape(),
  client: vine.object({
    name: vine.string(),
    email: vine.string().nullable(),
    phone: vine.string().nullable(),
    locale: vine.string(),
  }),
  put_first_at: momentOrNull(),
  offer: vine
    .object({
      id: wholeShape(),
      session_id: wholeShape().nullable(),
      starts_at: momentShape(),
      expires_at: momentShape(),
    })
    .nullable(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** Needs its open offers loaded. */
export function presentWaitlistEntry(entry: WaitlistEntry): Infer<typeof waitlistEntryShape> {
  const offer = entry.offers.at(0)
  return {
    id: entry.id,
    status: entry.status,
    service_id: entry.serviceId,
    host_id: entry.hostId,
    booking_id: entry.bookingId,
    starts_at: inUtcOrNull(entry.startsAt),
    time_zone: entry.clientTimeZone,
    duration_minutes: entry.durationMinutes,
    seats: entry.seats,
    client: {
      name: entry.clientName,
      email: entry.clientEmail,
      phone: entry.clientPhone,
      locale: entry.clientLocale,
    },
    put_first_at: inUtcOrNull(entry.nextAt),
    offer: offer
      ? {
          id: offer.id,
          session_id: offer.sessionId,
          starts_at: inUtc(offer.startsAt),
          expires_at: inUtc(offer.expiresAt),
        }
      : null,
    created_at: inUtc(entry.createdAt),
    updated_at: inUtc(entry.updatedAt),
  }
}

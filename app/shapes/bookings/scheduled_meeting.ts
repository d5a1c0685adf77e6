import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'
import { inUtc, momentShape, wholeShape } from '#shapes/schema'

/** A booking as its business sees it, in the words of seed 002. */
export const scheduledMeetingShape = vine.create({
  id: wholeShape(),
  reference: vine.string(),
  meeting_type_id: wholeShape(),
  host_id: wholeShape(),
  contact_id: wholeShape().nullable(),
  attendee_name: vine.string(),
  attendee_email: vine.string().nullable(),
  start_time: momentShape(),
  end_time: momentShape(),
  timezone: vine.string(),
  location: vine.string().nullable(),
  notes: vine.string().nullable(),
  answers: vine.array(vine.object({ question: vine.string(), answer: vine.string() })),
  /** "scheduled", "rescheduled" where it was moved last, or as ours is called. */
  status: vine.string(),
  calendar_event_id: vine.string().nullable(),
  created_at: momentShape(),
  updated_at: momentShape(),
})

export function presentScheduledMeeting(
  booking: Booking,
  { now, wasMoved }: { now: DateTime; wasMoved: boolean }
): Infer<typeof scheduledMeetingShape> {
  const status = booking.statusAt(now)
  return {
    id: booking.id,
    reference: booking.reference,
    meeting_type_id: booking.serviceId,
    host_id: booking.hostId,
    contact_id: booking.clientId,
    attendee_name: booking.clientName,
    attendee_email: booking.clientEmail,
    start_time: inUtc(booking.startsAt),
    end_time: inUtc(booking.endsAt),
    timezone: booking.clientTimeZone,
    location: booking.wording.locationDetails,
    notes: booking.notes,
    answers: booking.answers.map(({ question, answer }) => ({ question, answer })),
    status: status === 'approved' ? (wasMoved ? 'rescheduled' : 'scheduled') : status,
    calendar_event_id: booking.calendarEvent.id,
    created_at: inUtc(booking.createdAt),
    updated_at: inUtc(booking.updatedAt),
  }
}

import vine from '@vinejs/vine'
import type { DateTime } from 'luxon'
import { appUrl } from '#config/app'
import { managePath } from '#formats/pages/addresses'
import { namesByKind } from '#formats/bookings/hosts'
import { joinLink, placeInWords } from '#formats/bookings/places'
import { listFormat } from '#formats/words/intl'
import type Booking from '#models/bookings/booking'
import { bookingState } from '#models/bookings/booking_state'
import { mayJoin, placeFields, presentChosenPlace } from '#shapes/services/place'
import { momentShape, truthShape } from '#shapes/schema'

export const meetingShape = vine.create({
  reference: vine.string(),
  meeting_type: vine.string(),
  meeting_type_name: vine.string(),
  host: vine.string(),
  hosts: vine.array(vine.string()),
  room: vine.string().nullable(),
  attendee_name: vine.string(),
  attendee_email: vine.string().nullable(),
  start_time: momentShape(),
  end_time: momentShape(),
  timezone: vine.string(),
  ...placeFields(),
  location: vine.string().nullable(),
  notes: vine.string().nullable(),
  answers: vine.array(vine.object({ question: vine.string(), answer: vine.string() })),
  status: vine.string(),
  can_reschedule: truthShape(),
  can_cancel: truthShape(),
  manage_url: vine.string().meta({ format: 'uri' }),
  created_at: momentShape(),
  updated_at: momentShape(),
})

/** A booking in the words of seed 002, where it is a scheduled meeting; moments are UTC. */
export function presentMeeting(
  booking: Booking,
  { now, wasMoved }: { now: DateTime; wasMoved: boolean }
) {
  const { business, service } = booking
  const { status, canBeMoved, canBeCancelled } = bookingState(booking, now)
  const isOpen = mayJoin({ status }) || !joinLink(service)
  const { people, rooms } = namesByKind(booking)
  const inOneLine = (names: string[]) => listFormat(booking.clientLocale).format(names)
  const inUtc = (moment: DateTime) => moment.toUTC().toISO({ suppressMilliseconds: true })
  return {
    reference: booking.reference,
    meeting_type: service.slug,
    meeting_type_name: service.name,
    host: people.length > 0 ? inOneLine(people) : business.name,
    hosts: people,
    room: rooms.length > 0 ? inOneLine(rooms) : null,
    attendee_name: booking.clientName,
    attendee_email: booking.clientEmail,
    start_time: inUtc(booking.startsAt),
    end_time: inUtc(booking.endsAt),
    timezone: booking.clientTimeZone,
    ...presentChosenPlace(booking),
    location: isOpen ? placeInWords(service, business.address) : null,
    notes: booking.notes,
    answers: booking.answers,
    status: status === 'approved' ? (wasMoved ? 'rescheduled' : 'scheduled') : status,
    can_reschedule: canBeMoved,
    can_cancel: canBeCancelled,
    manage_url: `${appUrl}${managePath(booking.manageToken)}`,
    created_at: inUtc(booking.createdAt),
    updated_at: inUtc(booking.updatedAt),
  }
}

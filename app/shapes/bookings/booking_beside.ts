import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type Booking from '#models/bookings/booking'
import type BookingEvent from '#models/bookings/booking_event'
import type Notification from '#models/notifications/notification'
import { inUtc, inUtcOrNull, momentOrNull, momentShape, wholeShape } from '#shapes/schema'

const named = () => vine.object({ id: wholeShape(), name: vine.string() }).nullable()

const eventShape = vine.object({
  kind: vine.string(),
  from_status: vine.string().nullable(),
  to_status: vine.string(),
  actor: vine.enum(['client', 'user', 'system'] as const),
  user: named(),
  key: named(),
  reason: vine.string().nullable(),
  created_at: momentShape(),
})

const messageShape = vine.object({
  id: wholeShape(),
  type: vine.string(),
  channel: vine.string(),
  status: vine.enum(['queued', 'sent', 'failed', 'bounced', 'dropped'] as const),
  to: vine.enum(['client', 'business'] as const),
  sent_at: momentOrNull(),
  created_at: momentShape(),
})

const notesShape = () =>
  vine.object({
    private_note: vine.string().nullable(),
    client_note: vine.string().nullable(),
  })

export const bookingNotesShape = vine.create(notesShape())

/** What may be answered beside a booking; `notes` asks for the business's, as its own are the client's. */
export const besideBookingShapes = {
  history: vine.array(eventShape),
  business_notes: notesShape(),
  messages: vine.array(messageShape),
}

export type BesideBooking = 'history' | 'notes' | 'messages'

/** Needs its user and its key loaded. */
export function presentEvent(event: BookingEvent): Infer<typeof eventShape> {
  const { user, apiKey: key } = event
  return {
    kind: event.kind,
    from_status: event.fromStatus,
    to_status: event.toStatus,
    actor: event.actor,
    user: user ? { id: user.id, name: user.fullName } : null,
    key: key ? { id: key.id, name: key.name } : null,
    reason: event.reason,
    created_at: inUtc(event.createdAt),
  }
}

export function presentMessage(message: Notification): Infer<typeof messageShape> {
  return {
    id: message.id,
    type: message.topic,
    channel: message.channel,
    status: message.status,
    to: message.isForClient ? 'client' : 'business',
    sent_at: inUtcOrNull(message.sentAt),
    created_at: inUtc(message.createdAt),
  }
}

export function presentNotes({ privateNote, clientNote }: Booking) {
  return { private_note: privateNote, client_note: clientNote }
}

import { IANAZone } from 'luxon'
import { isJsonFields, type JsonFields, jsonFields } from '#services/json_fields'

export interface CalcomBooking {
  /** What it was called before it was moved. */
  formerUid: string | null
  eventTypeId: string
  eventTypeName: string
  hostEmail: string | null
  /** Epoch milliseconds. */
  startsAt: number
  endsAt: number
  clientName: string
  clientEmail: string | null
  clientPhone: string | null
  clientTimeZone: string
  notes: string | null
  reason: string | null
}

export interface CalcomEvent {
  event: string
  uid: string
  /** Epoch milliseconds. */
  sentAt: number
  /** Null where it is about no booking that can be read. */
  booking: CalcomBooking | null
}

/** Null where that is no event at all. */
export function calcomEventIn(body: Buffer): CalcomEvent | null {
  const sent = parsed(body)
  const event = text(sent?.triggerEvent, 60)
  const sentAt = moment(sent?.createdAt)
  if (!sent || !event || sentAt === null) return null
  const payload = jsonFields(sent.payload)
  const uid = text(payload.uid, 300) ?? ''
  return { event, uid, sentAt, booking: uid ? bookingIn(payload) : null }
}

function bookingIn(payload: JsonFields): CalcomBooking | null {
  const startsAt = moment(payload.startTime)
  const endsAt = moment(payload.endTime)
  if (startsAt === null || endsAt === null || endsAt <= startsAt) return null
  const [first] = Array.isArray(payload.attendees) ? payload.attendees : []
  const attendee = jsonFields(first)
  const responses = jsonFields(payload.responses)
  const typeId = payload.eventTypeId
  const eventTypeId =
    typeof typeId === 'number' && Number.isSafeInteger(typeId)
      ? String(typeId)
      : (text(payload.type, 200) ?? '')
  const zone = text(attendee.timeZone, 64) ?? ''
  return {
    formerUid: text(payload.rescheduleUid, 300),
    eventTypeId,
    eventTypeName: text(payload.eventTitle, 200) ?? text(payload.type, 200) ?? eventTypeId,
    hostEmail: text(jsonFields(payload.organizer).email, 254),
    ...{ startsAt, endsAt },
    clientName: text(attendee.name, 200) ?? text(attendee.email, 200) ?? '?',
    clientEmail: text(attendee.email, 254),
    clientPhone:
      text(attendee.phoneNumber, 40) ?? text(jsonFields(responses.attendeePhoneNumber).value, 40),
    clientTimeZone: IANAZone.isValidZone(zone) ? zone : '',
    notes: text(payload.additionalNotes, 2000),
    reason: text(payload.cancellationReason, 500),
  }
}

function parsed(body: Buffer): JsonFields | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    return isJsonFields(value) ? value : null
  } catch {
    return null
  }
}

/** One line or several, without what a database or a page cannot keep. */
function text(value: unknown, most: number): string | null {
  if (typeof value !== 'string') return null
  const kept = value
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed()
    .trim()
  return [...kept].slice(0, most).join('') || null
}

/** An instant that a calendar can have. */
function moment(value: unknown): number | null {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(value)) {
    return null
  }
  const at = Date.parse(value)
  return Number.isNaN(at) || at < 0 ? null : at
}

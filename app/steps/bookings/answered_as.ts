import { DateTime } from 'luxon'
import type Booking from '#models/bookings/booking'

export interface AnsweredAs {
  startsAt: string
  endsAt: string
  hostId: number
  sessionId: number | null
  expiresAt: string | null
}

export function answeredAs({ startsAt, endsAt, hostId, sessionId, expiresAt }: Booking) {
  return {
    ...{ startsAt: inUtc(startsAt), endsAt: inUtc(endsAt), hostId, sessionId },
    expiresAt: expiresAt && inUtc(expiresAt),
  } satisfies AnsweredAs
}

/** The booking as it was then, not to be saved; a key of an earlier release has only its id. */
export function asAnswered(booking: Booking, answered: AnsweredAs | undefined): Booking {
  if (!answered) return booking
  const { hostId, sessionId, expiresAt } = answered
  return booking.merge({
    ...{ hostId, sessionId, startsAt: DateTime.fromISO(answered.startsAt) },
    endsAt: DateTime.fromISO(answered.endsAt),
    expiresAt: expiresAt === null ? null : DateTime.fromISO(expiresAt),
  })
}

function inUtc(moment: DateTime): string {
  return moment.toUTC().toISO() ?? ''
}

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
export function asAnswered(booking: Booking, said: AnsweredAs | undefined): Booking {
  if (!said) return booking
  const { hostId, sessionId, expiresAt } = said
  return booking.merge({
    ...{ hostId, sessionId, startsAt: DateTime.fromISO(said.startsAt) },
    endsAt: DateTime.fromISO(said.endsAt),
    expiresAt: expiresAt === null ? null : DateTime.fromISO(expiresAt),
  })
}

function inUtc(moment: DateTime): string {
  return moment.toUTC().toISO() ?? ''
}

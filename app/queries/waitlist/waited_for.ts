import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { loadQuestion } from '#queries/availability/load_availability'
import { ofLength } from '#queries/bookings/move_question'
import type { Instant, Question, Span } from '#scheduling/types'

/** What somebody waits for, read along with it. */
export interface Waiting {
  /** With its settings. */
  business: Business
  service: Service
  /** Where an earlier time is wanted: the booking that would move. */
  booking: Booking | null
}

type Wish = Pick<WaitlistEntry, 'hostId' | 'durationMinutes' | 'seats'>

/** What the engine is asked for someone who waits, as for anybody who books. */
export function waitedForQuestion(
  { hostId, durationMinutes, seats }: Wish,
  { business, service, booking }: Waiting,
  range: Span,
  now: Instant,
  transaction?: QueryClient
): Promise<Question> {
  const asked = booking
    ? { service: ofLength(service, booking.minutes) }
    : { service, durationMinutes, seats }
  return loadQuestion({ business, hostId, range, now, ...asked }, transaction)
}

/** The starts that would do: one, or all that are earlier than the booking's. */
export function waitedForRange(
  startsAt: Instant | null,
  booking: Booking | null,
  now: Instant
): Span {
  if (startsAt !== null) return { start: startsAt, end: startsAt + 1 }
  return { start: now, end: Math.max(now, booking?.startsAt.toMillis() ?? now) }
}

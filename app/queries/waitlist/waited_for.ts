import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import type Booking from '#models/bookings/booking'
import type Business from '#models/settings/business'
import type Service from '#models/services/service'
import type WaitlistEntry from '#models/waitlist/waitlist_entry'
import { loadQuestion } from '#queries/availability/load_availability'
import { ofLength } from '#queries/bookings/move_question'
import { onlyAt } from '#scheduling/time/spans'
import type { Instant, Question, Span } from '#scheduling/types'

export interface Waiting {
  business: Business
  service: Service
  booking: Booking | null
}

type Input = Pick<WaitlistEntry, 'hostId' | 'durationMinutes' | 'seats'>

export function waitedForQuestion(
  { hostId, durationMinutes, seats }: Input,
  { business, service, booking }: Waiting,
  range: Span,
  now: Instant,
  transaction?: QueryClient
): Promise<Question> {
  const wanted = booking
    ? { service: ofLength(service, booking.minutes) }
    : { service, durationMinutes, seats }
  return loadQuestion({ business, hostId, range, now, ...wanted }, transaction)
}

export function waitedForRange(
  startsAt: Instant | null,
  booking: Booking | null,
  now: Instant
): Span {
  if (startsAt !== null) return onlyAt(startsAt)
  return { start: now, end: Math.max(now, booking?.startsAt.toMillis() ?? now) }
}

import { DateTime } from 'luxon'
import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { findPlaces } from '#queries/availability/find_alternatives'
import { SeriesAlternatives, type TriedDate } from '#queries/availability/series_alternatives'
import { withHeld } from '#scheduling/slots/held_dates'
import type { Places } from '#scheduling/slots/places_at'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import type { Instant, Question, Slot, Span } from '#scheduling/types'

interface DatesOf {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
}

interface WantedDates extends DatesOf {
  startsAt: Instant
  starts: readonly Instant[]
}

export interface ChosenDate {
  startsAt: Instant
  /** Null where it can be booked. */
  code: UnavailableCode | null
  alternatives: readonly Slot[]
}

/** The places that all dates have; null where one of them cannot be booked. */
export async function findPlacesOfAll(wanted: WantedDates, now: Instant): Promise<Places | null> {
  if (wanted.starts.length === 1) return findPlaces(wanted, now)
  return placesOf(await seriesOf(wanted, now).tried(wanted.starts))
}

/** The same for several, and what is free near those that are gone while the others are kept. */
export async function findChosenDates(
  wanted: WantedDates,
  now: Instant
): Promise<{ places: Places } | { places: null; dates: ChosenDate[] }> {
  const series = seriesOf(wanted, now)
  const dates = await series.tried(wanted.starts)
  const places = placesOf(dates)
  if (places) return { places }
  const alternatives = await series.of(
    dates.map(({ startsAt, code }) => ({ startsAt, isRefused: code !== null }))
  )
  const found = dates.map(({ startsAt, code }, nth) => ({
    startsAt,
    code,
    alternatives: alternatives[nth],
  }))
  return { places: null, dates: found }
}

/** What is on offer beside dates chosen so far is what is left once those are booked. */
export function besideChosen({
  chosen,
  now,
  ...of
}: DatesOf & { chosen: readonly Instant[]; now: Instant }) {
  const series = seriesOf(of, now)
  return {
    widened: ({ start, end }: Span): Span => ({
      start: Math.min(start, ...chosen),
      end: Math.max(end, ...chosen.map((each) => each + 1)),
    }),
    /** Of a question whose range holds them. */
    async booked<Asked extends Question>(question: Asked): Promise<Asked> {
      return withHeld(question, await series.taken(chosen, async () => question))
    },
  }
}

function placesOf(dates: readonly TriedDate[]): Places | null {
  const places = dates.flatMap((date) => date.places ?? [])
  if (places.length < dates.length) return null
  return places.toSorted((one, other) => one.left - other.left)[0]
}

function seriesOf({ business, service, hostId, durationMinutes }: DatesOf, now: Instant) {
  const input = { business, service, isOwner: false, hostId, durationMinutes, seats: 1 }
  return new SeriesAlternatives(input, DateTime.fromMillis(now))
}

import { DateTime } from 'luxon'
import type { PageBusiness, PageService } from '#queries/pages/find_business_page'
import { findPlaces } from '#queries/availability/find_alternatives'
import { SeriesAlternatives, type TriedDate } from '#queries/availability/series_alternatives'
import type { Places } from '#scheduling/slots/places_at'
import type { UnavailableCode } from '#scheduling/reasons/refusal_code'
import type { Instant, Slot } from '#scheduling/types'

interface WantedDates {
  business: PageBusiness
  service: PageService
  hostId: number | null
  durationMinutes: number | null
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

function placesOf(dates: readonly TriedDate[]): Places | null {
  const places = dates.flatMap((date) => date.places ?? [])
  if (places.length < dates.length) return null
  return places.toSorted((one, other) => one.left - other.left)[0]
}

function seriesOf({ business, service, hostId, durationMinutes }: WantedDates, now: Instant) {
  const input = { business, service, isOwner: false, hostId, durationMinutes, seats: 1 }
  return new SeriesAlternatives(input, DateTime.fromMillis(now))
}

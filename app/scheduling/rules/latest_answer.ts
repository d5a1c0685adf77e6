import type { Instant } from '#scheduling/types'

/** Halfway to the start at the latest: whoever is not confirmed has time left to look elsewhere. */
export function latestAnswer(startsAt: Instant, now: Instant, atMost: Instant): Instant {
  return Math.min(atMost, now + Math.floor(Math.max(0, startsAt - now) / 2))
}

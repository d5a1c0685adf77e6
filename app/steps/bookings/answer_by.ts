import { DateTime } from 'luxon'

/** Halfway to the start at the latest: whoever is not confirmed has time left to look elsewhere. */
export function answerBy(startsAt: DateTime, now: DateTime, atMost: DateTime): DateTime {
  const left = Math.max(0, startsAt.toMillis() - now.toMillis())
  const halfway = now.plus({ milliseconds: Math.floor(left / 2) })
  return DateTime.min(atMost, halfway)
}

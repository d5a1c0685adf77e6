import type { DateTime } from 'luxon'

/** RFC 3339, in UTC: "2026-01-15T09:30:00Z". */
export function utcMoment(moment: DateTime | null): string | null {
  return moment && moment.toUTC().toISO({ suppressMilliseconds: true })
}

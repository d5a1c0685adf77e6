import { offsetsOf } from '#scheduling/time/zones'
import type { Span } from '#scheduling/types'

/** SQL: what clocks show at that moment, as a timestamp without a zone; needs `:stretches`. */
export const businessClock = (moment: string) => `
  ((${moment} at time zone 'UTC') + make_interval(secs => (
    select seconds from jsonb_to_recordset(cast(:stretches as jsonb))
      as stretches (begins timestamptz, ends timestamptz, seconds double precision)
    where (begins is null or begins <= ${moment}) and (ends is null or ${moment} < ends)
    limit 1)))`

/** The zone's offsets from UTC around that span, by our own rules of zones. */
export function stretchesOf(timeZone: string, span: Span): string {
  const date = (instant: number | null) => instant && new Date(instant).toISOString()
  return JSON.stringify(
    offsetsOf(timeZone, span).map(({ begins, ends, shift }) => ({
      begins: date(begins),
      ends: date(ends),
      seconds: shift / 1000,
    }))
  )
}

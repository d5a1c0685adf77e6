import { MINUTE } from '#scheduling/time/dates'
import { addSpan, type Edges, looseSpans, subtract, unite } from '#scheduling/time/spans'
import type { Instant, Span } from '#scheduling/types'

interface Asked {
  open: Edges
  /** In any order; they may overlap. */
  taken: readonly Span[]
  shown: Span
  now: Instant
  /** The shortest that can be booked; null where nothing can. */
  shortestMinutes: number | null
}

/** Shorter than this it cannot be read, let alone pressed. */
const LEAST_MINUTES = 15

/** Free time that is still to come and long enough for a booking. */
export function gapsIn({ open, taken, shown, now, shortestMinutes }: Asked): Span[] {
  if (shortestMinutes === null) return []
  const refused = looseSpans()
  for (const { start, end } of taken) addSpan(refused, start, end)
  const from = Math.max(shown.start, nextStep(now))
  const edges = subtract(open, unite(refused), from, shown.end)
  const least = Math.max(shortestMinutes, LEAST_MINUTES) * MINUTE
  const gaps: Span[] = []
  for (let index = 0; index < edges.length; index += 2) {
    const [start, end] = [edges[index], edges[index + 1]]
    if (end - start >= least) gaps.push({ start, end })
  }
  return gaps
}

/** Whoever stands at the desk now is booked from the next quarter on. */
function nextStep(now: Instant): Instant {
  const step = LEAST_MINUTES * MINUTE
  return Math.ceil(now / step) * step
}

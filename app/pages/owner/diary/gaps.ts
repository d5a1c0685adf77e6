import type { PlacedEvent } from '#pages/owner/diary/column_items'
import type { DiaryReader } from '#pages/owner/diary/entry_view'
import { hullOf, type Openings } from '#pages/owner/diary/openings'
import type { Shown } from '#pages/owner/diary/shown'
import type { DiaryHost, Fitting } from '#queries/diary/diary_hosts'
import type { Diary } from '#queries/diary/load_diary'
import { MINUTE } from '#scheduling/time/dates'
import {
  addSpan,
  allBut,
  type Edges,
  looseSpans,
  spansOf,
  subtract,
  unite,
} from '#scheduling/time/spans'
import type { Instant, Span } from '#scheduling/types'

interface GapsInput {
  open: Edges
  /** In any order; they may overlap. Pauses keep clear of them, buffers of theirs included. */
  taken: readonly Span[]
  /** Pauses may lie in them. */
  away: readonly Span[]
  shown: Span
  now: Instant
  /** The shortest that can be booked, of each kind. */
  shortest: readonly Fitting[]
}

/** Shorter than this it cannot be read, let alone pressed. */
const LEAST_MINUTES = 15

/** Free time that is still to come, from where a booking may begin to where one has to be over. */
export function gapsIn({ open, taken, away, shown, now, shortest }: GapsInput): Span[] {
  if (shortest.length === 0) return []
  const refused = looseSpans()
  for (const { start, end } of [...taken, ...away]) addSpan(refused, start, end)
  const from = Math.max(shown.start, nextStep(now))
  return spansOf(subtract(open, unite(refused), from, shown.end)).flatMap((gap) => {
    const left = Math.max(...taken.map(({ end }) => end).filter((end) => end <= gap.start))
    const right = Math.min(...taken.map(({ start }) => start).filter((start) => start >= gap.end))
    const fitting = shortest.flatMap(
      ({ durationMinutes, bufferBeforeMinutes, bufferAfterMinutes }) => {
        const start = Math.max(gap.start, left + bufferBeforeMinutes * MINUTE)
        const end = Math.min(gap.end, right - bufferAfterMinutes * MINUTE)
        const least = Math.max(durationMinutes, LEAST_MINUTES) * MINUTE
        return end - start >= least ? [{ start, end }] : []
      }
    )
    const whole = hullOf(fitting)
    return whole ? [whole] : []
  })
}

/** Whoever stands at the desk now is booked from the next quarter on. */
function nextStep(now: Instant): Instant {
  const step = LEAST_MINUTES * MINUTE
  return Math.ceil(now / step) * step
}

interface Seen {
  diary: Diary
  shown: Shown
  reader: DiaryReader
}

/** Of what is booked, as far as it is neither booked nor outside the hours. */
export function pausesOf(
  host: DiaryHost,
  { all }: Openings,
  events: readonly PlacedEvent[],
  { diary, shown }: Seen
): Span[] {
  const [held, seen] = [looseSpans(), looseSpans()]
  for (const taken of diary.taken) {
    if (taken.hostId === host.id) addSpan(held, taken.start, taken.end)
  }
  for (const { span } of events) addSpan(seen, span.start, span.end)
  const { start, end } = shown.span
  const around = subtract(unite(held), unite(seen), start, end)
  return spansOf(subtract(around, allBut(all), start, end))
}

/** What is seen takes time as well, even where it holds none. */
export function freeFor(
  host: DiaryHost,
  { all }: Openings,
  events: readonly PlacedEvent[],
  { diary, shown, reader }: Seen
): Span[] {
  const taken = diary.taken.filter(({ hostId }) => hostId === host.id)
  return gapsIn({
    open: all,
    taken,
    away: events.map(({ span }) => span),
    shown: shown.span,
    now: reader.now,
    shortest: host.shortest,
  })
}

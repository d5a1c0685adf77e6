import type { PlacedEvent } from '#pages/owner/diary/column_items'
import type { DiaryReader } from '#pages/owner/diary/entry_view'
import type { Openings } from '#pages/owner/diary/openings'
import type { Shown } from '#pages/owner/diary/shown'
import type { DiaryHost } from '#queries/diary/diary_hosts'
import type { Diary } from '#queries/diary/load_diary'
import { MINUTE } from '#scheduling/time/dates'
import { addSpan, type Edges, looseSpans, spansOf, subtract, unite } from '#scheduling/time/spans'
import type { Instant, Span } from '#scheduling/types'

interface GapsInput {
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
export function gapsIn({ open, taken, shown, now, shortestMinutes }: GapsInput): Span[] {
  if (shortestMinutes === null) return []
  const refused = looseSpans()
  for (const { start, end } of taken) addSpan(refused, start, end)
  const from = Math.max(shown.start, nextStep(now))
  const least = Math.max(shortestMinutes, LEAST_MINUTES) * MINUTE
  return spansOf(subtract(open, unite(refused), from, shown.end)).filter(
    ({ start, end }) => end - start >= least
  )
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
    taken: [...taken, ...events.map(({ span }) => span)],
    shown: shown.span,
    now: reader.now,
    shortestMinutes: host.shortestMinutes,
  })
}

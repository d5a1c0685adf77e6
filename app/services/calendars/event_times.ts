import {
  CalendarTrouble,
  type EventSpan,
  type OutsideEvent,
} from '#services/calendars/calendar_provider'
import { type FileEventDetails, firstSpan, type ReadEvent, spanFrom } from './read_event.js'
import { type Effort, repeatedTimes, repeatRuleOf, TooMuchEffort } from './repeats.js'
import { wallAt, wallOf } from './wall_time.js'

const DAY = 86_400_000

export interface FeedReading {
  window: EventSpan
  /** For whole days and floating times, where the file names no zone. */
  timeZone: string
  mostEvents: number
  /** Of whose time it is, in small letters: what they declined does not block. */
  ownAddresses?: readonly string[]
  /** What each is about as well, which busy time does not need. */
  hasDetails?: boolean
}

export interface FileEvent extends OutsideEvent {
  /** Where the reading has them. */
  details?: FileEventDetails
}

export class FoundEvents {
  readonly events: FileEvent[] = []
  private readonly ids = new Map<string, number>()

  constructor(
    private readonly reading: FeedReading,
    private readonly name: string | null
  ) {}

  add(
    event: Pick<ReadEvent, 'uid' | 'isBusy' | 'answers'> & { details?: FileEventDetails },
    span: EventSpan,
    time: number | null
  ) {
    const { uid, isBusy, answers, details } = event
    const { window, mostEvents, ownAddresses = [], hasDetails } = this.reading
    if (span.end <= span.start || span.end <= window.start || span.start >= window.end) return
    if (this.events.length >= mostEvents) throw new CalendarTrouble('too_large')
    const series = this.name ?? uid
    const standsAlone = time === null && this.name !== null
    const id = this.unique(standsAlone ? this.name : `${series ?? 'none'}/${time ?? span.start}`)
    const isDeclined = answers.some(
      ({ email, answer }) => answer === 'declined' && ownAddresses.includes(email)
    )
    const seriesId = time === null ? null : series
    this.events.push({
      ...{ id, seriesId, uid, span, isBusy: isBusy && !isDeclined, answers },
      ...(hasDetails && { details }),
    })
  }

  /** Programs exist that give all events one UID. */
  private unique(id: string): string {
    const count = this.ids.get(id) ?? 0
    this.ids.set(id, count + 1)
    return count === 0 ? id : `${id}#${count}`
  }
}

interface Spreading {
  /** Instants that others stand for. */
  without: ReadonlySet<number>
  window: EventSpan
  effort: Effort
}

export function spreadOut(
  event: ReadEvent,
  { without, window, effort }: Spreading,
  found: FoundEvents
): void {
  const repeats = event.rule !== null || event.added.length > 0
  const taken = new Set<number>()
  const add = (span: EventSpan, wall: number) => {
    const { start } = span
    if (taken.has(start) || without.has(start) || event.excluded.has(start)) return
    if (event.excludedDays.has(wall - (wall % DAY))) return
    taken.add(start)
    found.add(event, span, repeats ? start : null)
  }
  add(firstSpan(event), event.start.wall)
  for (const span of event.added) add(span, wallAt(span.start, event.start.zone))
  if (!event.rule) return
  const { start, end } = firstSpan(event)
  const around = { from: window.start - (end - start) - 2 * DAY, to: window.end + 2 * DAY }
  const until = event.rule.until ? wallOf(event.rule.until.toString()) : null
  try {
    const rule = repeatRuleOf(event.rule, until)
    for (const wall of repeatedTimes(rule, event.start.wall, around, effort)) {
      add(spanFrom(event, wall), wall)
    }
  } catch (error) {
    throw error instanceof TooMuchEffort ? new CalendarTrouble('too_large') : error
  }
}

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
  /** Each of which stands for its time and those after it, until the next. */
  onwards: readonly ReadEvent[]
  window: EventSpan
  effort: Effort
}

export function spreadOut(
  event: ReadEvent,
  { without, onwards, window, effort }: Spreading,
  found: FoundEvents
): void {
  const changes = onwards.map((change) => changeOf(change, event)).toSorted(byTime)
  const repeats = event.rule !== null || event.added.length > 0
  const taken = new Set<number>()
  const add = (span: EventSpan, wall: number) => {
    const { start } = span
    if (taken.has(start) || without.has(start) || event.excluded.has(start)) return
    if (event.excludedDays.has(wall - (wall % DAY))) return
    taken.add(start)
    const change = changes.findLast(({ from }) => from <= start)
    if (!change) return found.add(event, span, repeats ? start : null)
    const { days, length } = change.event
    const moved = spanFrom({ start: event.start, days, length }, wall + change.shift)
    // Of what was moved before, some programs name the time that it had by then.
    if (!without.has(moved.start)) found.add(change.event, moved, start)
  }
  add(firstSpan(event), event.start.wall)
  for (const span of event.added) add(span, wallAt(span.start, event.start.zone))
  if (!event.rule) return
  const { start, end } = firstSpan(event)
  const furthest = Math.max(0, ...changes.map(({ shift }) => Math.abs(shift)))
  const lengths = changes.map((change) => change.event.days * DAY + change.event.length)
  const longest = Math.max(end - start, ...lengths)
  const around = {
    from: window.start - longest - furthest - 2 * DAY,
    to: window.end + furthest + 2 * DAY,
  }
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

interface Change {
  event: ReadEvent
  /** The instant of the first time that it is of. */
  from: number
  /** How far its times are moved, by the clock of the series. */
  shift: number
}

function changeOf(event: ReadEvent, { start: { zone } }: ReadEvent): Change {
  const from = Number(event.instead)
  return { event, from, shift: wallAt(firstSpan(event).start, zone) - wallAt(from, zone) }
}

function byTime(one: Change, other: Change): number {
  return one.from - other.from
}

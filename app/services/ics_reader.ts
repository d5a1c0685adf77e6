import calendars from '#config/calendars'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import type { FileEvent } from '#services/calendars/event_times'
import { ownZone } from '#services/calendars/feed_zones'
import { spreadFeed } from '#services/calendars/spread_feed'
import { type OffsetAt, wallAt } from '#services/calendars/wall_time'

export class UnreadableIcs extends Error {
  constructor(readonly problem: 'unreadable' | 'too_many' | 'no_rows') {
    super(problem)
  }
}

/** As if it had been a table: one row for each time of each event. */
const TITLES = [...['UID', 'Start', 'End', 'Service', 'Name', 'Email', 'Notes', 'Status']]

interface Wanted {
  from: Date
  until: Date
  /** Of times that name no zone. */
  timeZone: string
  mostRows: number
}

interface IcsFile {
  titles: string[]
  rows: { line: number; cells: string[] }[]
}

/** What begins between `from` and `until`; whole days are nobody's booking. */
export async function readIcs(text: string, wanted: Wanted): Promise<IcsFile> {
  if (!/^END:VCALENDAR/im.test(text)) throw new UnreadableIcs('unreadable')
  const events = await eventsIn(text, wanted)
  const own = ownZone(text, wanted.timeZone)
  const rows = events
    .filter(({ span, details }) => span.start >= wanted.from.getTime() && !details?.isWholeDay)
    .map((event, at) => ({ line: at + 1, cells: cellsOf(event, own) }))
  if (rows.length === 0) throw new UnreadableIcs('no_rows')
  return { titles: [...TITLES], rows }
}

/** By the reader of feeds, in a thread of its own: some files take very long. */
async function eventsIn(
  text: string,
  { from, until, timeZone, mostRows: mostEvents }: Wanted
): Promise<FileEvent[]> {
  const window = { start: from.getTime(), end: until.getTime() }
  const reading = { window, timeZone, hasDetails: true }
  try {
    return await spreadFeed(text, reading, { ...calendars.feed, mostEvents })
  } catch (error) {
    if (!(error instanceof CalendarTrouble)) throw error
    throw new UnreadableIcs(error.kind === 'too_large' ? 'too_many' : 'unreadable')
  }
}

function cellsOf({ id, uid, seriesId, span, details }: FileEvent, own: OffsetAt): string[] {
  const { title = '', description = '', status = '', attendee, unknownZone } = details ?? {}
  // As it stands in the file, which no instant is.
  const written = (instant: number) =>
    unknownZone
      ? `${new Date(wallAt(instant, own)).toISOString().slice(0, 16)} ${unknownZone}`
      : new Date(instant).toISOString()
  return [
    // One that stands alone is the same wherever it was moved to.
    seriesId === null ? (uid ?? id) : id,
    ...[written(span.start), written(span.end)],
    ...[title, attendee?.name || title, attendee?.email ?? '', description, status],
  ]
}

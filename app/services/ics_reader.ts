import calendars from '#config/calendars'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import type { FileEvent } from '#services/calendars/event_times'
import { spreadFeed } from '#services/calendars/spread_feed'

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
  const rows = events
    .filter(({ span, details }) => span.start >= wanted.from.getTime() && !details?.isWholeDay)
    .map((event, at) => ({ line: at + 1, cells: cellsOf(event) }))
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

function cellsOf({ id, uid, seriesId, span, details }: FileEvent): string[] {
  const { title = '', description = '', status = '', attendee } = details ?? {}
  return [
    // One that stands alone is the same wherever it was moved to.
    seriesId === null ? (uid ?? id) : id,
    ...[span.start, span.end].map((instant) => new Date(instant).toISOString()),
    ...[title, attendee?.name || title, attendee?.email ?? '', description, status],
  ]
}

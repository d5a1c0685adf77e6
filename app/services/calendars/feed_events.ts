import { CalendarTrouble } from '#services/calendars/calendar_provider'
import { type FeedReading, type FileEvent, FoundEvents, spreadOut } from './event_times.js'
import {
  type CalendarFile,
  componentsOf,
  isWholeCalendar,
  nameOf,
  propertiesOf,
  unfolded,
} from './feed_lines.js'
import { type FeedZones, zonesOf } from './feed_zones.js'
import { firstSpan, readEvent, type ReadEvent, spanOfPeriod } from './read_event.js'

/** Days and times looked at, which takes about a second; a weekly series needs four hundred. */
const MOST_EFFORT = 3_000_000

/** Each time in the window of each event. A zone of its own may keep it busy: bound it from outside. */
export function feedEvents(text: string, reading: FeedReading): FileEvent[] {
  return eventsOfFile({ text, name: null }, reading)
}

/** The events of files that belong together, called after the files; those nobody can read have none. */
export function fileEvents(files: readonly CalendarFile[], reading: FeedReading): FileEvent[] {
  const events: FileEvent[] = []
  const effort = { left: MOST_EFFORT }
  for (const file of files) {
    const mostEvents = reading.mostEvents - events.length
    try {
      for (const event of eventsOfFile(file, { ...reading, mostEvents }, effort)) events.push(event)
    } catch (error) {
      if (!(error instanceof CalendarTrouble) || error.kind !== 'unreadable') throw error
    }
  }
  return events
}

function eventsOfFile(
  { text, name }: CalendarFile,
  reading: FeedReading,
  effort = { left: MOST_EFFORT }
): FileEvent[] {
  const lines = unfolded(text)
  if (!isWholeCalendar(lines)) throw new CalendarTrouble('unreadable')
  const zones = zonesOf(lines, text, reading.timeZone)
  const { hasDetails = false } = reading
  const blocks = [...componentsOf(lines, 'VEVENT')]
  const events = blocks.flatMap((block) => readEvent(block, zones, { hasDetails }) ?? [])
  if (blocks.length > 0 && events.length === 0) throw new CalendarTrouble('unreadable')

  const found = new FoundEvents(reading, name)
  for (const group of byUid(events)) {
    const changed = group.filter(({ instead }) => instead !== null)
    const without = new Set(changed.map(({ instead }) => Number(instead)))
    const onwards = changed.filter(({ isOnwards }) => isOnwards)
    for (const event of group) {
      if (event.instead !== null) found.add(event, firstSpan(event), event.instead)
      else spreadOut(event, { without, onwards, window: reading.window, effort }, found)
    }
  }
  for (const block of componentsOf(lines, 'VFREEBUSY')) addFreeBusy(block, zones, found)
  return found.events
}

function* byUid(events: readonly ReadEvent[]): Generator<ReadEvent[]> {
  const groups = new Map<string, ReadEvent[]>()
  for (const event of events) {
    if (event.uid === null) {
      yield [event]
      continue
    }
    const group = groups.get(event.uid)
    if (group) group.push(event)
    else groups.set(event.uid, [event])
  }
  yield* groups.values()
}

/** Files that say no more than when somebody is busy. */
function addFreeBusy(block: string[], zones: FeedZones, found: FoundEvents): void {
  for (const line of block.filter((each) => nameOf(each) === 'FREEBUSY')) {
    try {
      for (const [, parameters, , ...periods] of propertiesOf('VFREEBUSY', [line])) {
        if (parameters.fbtype?.toUpperCase() === 'FREE') continue
        for (const period of periods) {
          const span = spanOfPeriod(period, undefined, zones)
          found.add({ uid: null, isBusy: true, answers: [] }, span, null)
        }
      }
    } catch (error) {
      if (error instanceof CalendarTrouble && error.kind === 'too_large') throw error
    }
  }
}

import { parentPort, workerData } from 'node:worker_threads'
import { CalendarTrouble } from '#services/calendars/calendar_provider'
import type { FeedReading } from './event_times.js'
import { feedEvents, fileEvents } from './feed_events.js'
import type { CalendarFile } from './feed_lines.js'

/** A feed, or files that belong together. */
interface Work {
  source: string | CalendarFile[]
  reading: FeedReading
}

/** In a thread of its own, since what is in it may keep it busy until it is ended from outside. */
const { source, reading } = workerData as Work

try {
  const isFeed = typeof source === 'string'
  const events = isFeed ? feedEvents(source, reading) : fileEvents(source, reading)
  parentPort?.postMessage({ events })
} catch (error) {
  if (!(error instanceof CalendarTrouble)) throw error
  parentPort?.postMessage({ trouble: error.kind })
}

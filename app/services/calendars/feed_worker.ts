import { parentPort, workerData } from 'node:worker_threads'
import { feedEvents, type FeedReading, FeedTrouble } from './feed_events.js'

/** In a thread of its own, since a rule may keep it busy until it is ended from outside. */
const { text, reading } = workerData as { text: string; reading: FeedReading }

try {
  parentPort?.postMessage({ events: feedEvents(text, reading) })
} catch (error) {
  if (!(error instanceof FeedTrouble)) throw error
  parentPort?.postMessage({ trouble: error.kind })
}

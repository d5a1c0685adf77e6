import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import calendars from '#config/calendars'
import { CalendarTrouble, type CalendarTroubleKind } from '#services/calendars/calendar_provider'
import type { FeedReading, FileEvent } from './event_times.js'
import type { CalendarFile } from './feed_lines.js'

type Answer = { events: FileEvent[] } | { trouble: CalendarTroubleKind }

const isAnswer = (message: object): message is Answer => 'events' in message || 'trouble' in message

const WORKER = new URL(`./feed_worker${extname(import.meta.url)}`, import.meta.url)
const MOST_MEGABYTES = 512

/** Every time in the window of all that iCalendar files have; whatever is in them, it ends in time. */
export async function spreadFeed(
  source: string | CalendarFile[],
  reading: Omit<FeedReading, 'mostEvents'>,
  { mostEvents, mostMs } = calendars.feed
): Promise<FileEvent[]> {
  const worker = new Worker(WORKER, {
    workerData: { source, reading: { ...reading, mostEvents } },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const timer = setTimeout(() => resolve({ trouble: 'too_large' }), mostMs)
  // A process that watches its files is told by the thread which those are, too.
  worker.on('message', (message: object) => {
    if (isAnswer(message)) resolve(message)
  })
  worker.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve({ trouble: 'too_large' })
    else reject(new CalendarTrouble('unreadable', {}, { cause: error }))
  })
  try {
    const answer = await promise
    if ('trouble' in answer) throw new CalendarTrouble(answer.trouble)
    return answer.events
  } finally {
    clearTimeout(timer)
    await worker.terminate()
  }
}

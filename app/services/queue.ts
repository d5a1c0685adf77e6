import logger from '@adonisjs/core/services/logger'
import app from '@adonisjs/core/services/app'
import queueConfig from '#config/queue'
import { disconnect, Queue, shared } from '#services/queue_backend'
import { inTime, NoAnswer } from '#services/in_time'
import { Silence } from '#services/silence'

/** Payloads are readable in the queue's store, so they hold ids only. */
export interface JobPayloads {
  deliver_notifications: { notificationIds: number[]; requestId?: string }
  sweep_outbox: { requestId?: string }
  expire_requests: { requestId?: string }
  complete_bookings: { requestId?: string }
  chain_audit: { requestId?: string }
  verify_integrity: { requestId?: string }
  offer_places: { requestId?: string }
  plan_reminders: { requestId?: string }
  owe_digests: { requestId?: string }
  plan_sessions: { requestId?: string }
  forget_expired: { requestId?: string }
  import_clients: { requestId?: string }
  sync_calendars: { requestId?: string }
  write_calendar_entries: { requestId?: string }
  fill_contacts: { requestId?: string }
  erase_past_retention: { requestId?: string }
  finish_erasures: { requestId?: string }
  import_bookings: { requestId?: string }
  create_backup: { requestId?: string }
  take_in_outside_bookings: { requestId?: string }
  read_bounces: { requestId?: string }
}

export type JobName = keyof JobPayloads

export interface WakeOptions {
  /** A known id is not added again. BullMQ allows no colon in it, and not only digits. */
  jobId?: string
  delayMs?: number
}

/** Call it after the commit. Never throws: the sweep finds whatever a lost nudge leaves behind. */
export async function wake<Name extends JobName>(
  name: Name,
  payload: JobPayloads[Name],
  options: WakeOptions = {}
): Promise<void> {
  if (silence.lasts(queueConfig.silentForMs)) {
    logger.warn({ job: name, request_id: payload.requestId }, 'A job was not woken')
    return
  }
  try {
    await inTime(
      queueConfig.wakeWithinMs,
      openQueue().add(name, payload, {
        jobId: options.jobId,
        delay: options.delayMs,
        attempts: 1,
        removeOnComplete: queueConfig.keepCompleted,
        removeOnFail: queueConfig.keepFailed,
      })
    )
    silence.end()
  } catch (error) {
    if (error instanceof NoAnswer) silence.begin(queueConfig.silentForMs)
    logger.warn({ err: error, job: name, request_id: payload.requestId }, 'A job was not woken')
  }
}

const silence = new Silence()

let queue: InstanceType<typeof Queue> | undefined

export function countJobs(): Promise<Record<string, number>> {
  return inTime(
    queueConfig.wakeWithinMs,
    openQueue().getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'completed', 'failed')
  )
}

/** When the queue gives out a recurring job next, in milliseconds; null where it knows of none. */
export async function nextTurnOf(job: JobName): Promise<number | null> {
  const scheduler = await inTime(queueConfig.wakeWithinMs, openQueue().getJobScheduler(job))
  return scheduler?.next ?? null
}

export function openQueue() {
  queue ??= newQueue()
  return queue
}

/** A queue whose first connection failed refuses for ever, so the next caller gets a new one. */
function newQueue() {
  const opened = new Queue(queueConfig.name, { connection: shared })
  opened.on('error', (error) => logger.warn({ err: error }, 'The queue is out of reach'))
  opened.waitUntilReady().catch(async (error) => {
    logger.warn({ err: error }, 'The queue could not be opened')
    if (queue !== opened) return
    queue = undefined
    await disconnect()
  })
  return opened
}

app.terminating(async () => {
  const closing = queue
  queue = undefined
  await closing?.close()
})

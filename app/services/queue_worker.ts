import { setTimeout } from 'node:timers/promises'
import type { Job } from 'bullmq'
import logger from '@adonisjs/core/services/logger'
import queueConfig from '#config/queue'
import type { RecurringJob } from '#config/schedule'
import { Outage } from '#services/outage'
import { openQueue, type JobName, type JobPayloads } from '#services/queue'
import { Worker, shared } from '#services/queue_backend'
import { isStoreFull, takeBackRefusal, tellRefusal } from '#services/store_room'

type WokenJob = Job<JobPayloads[JobName], unknown, JobName>
type RunJob = (name: JobName, payload: JobPayloads[JobName]) => Promise<unknown>

/** Run it last and drain it first: a queue whose connection ended refuses without a pause. */
export function openWorker(runJob: RunJob, outlasting: () => Promise<void> = async () => {}) {
  const worker = new Worker<JobPayloads[JobName], unknown, JobName>(
    queueConfig.name,
    (job) => runLogged(job, runJob),
    {
      connection: shared,
      autorun: false,
      concurrency: queueConfig.concurrency,
      maxStalledCount: queueConfig.maxStalledCount,
      removeOnComplete: queueConfig.keepCompleted,
      removeOnFail: queueConfig.keepFailed,
    }
  )
  const outage = new Outage()
  const shortage = new Outage()
  const noteRefusal = (error: Error) => {
    if (!isStoreFull(error)) return
    shortage.happened()
    void tellRefusal()
  }
  const reportLoss = (error: Error) => {
    noteRefusal(error)
    const times = outage.happened()
    if (times !== null) logger.warn({ err: error, times }, 'The worker lost its queue')
  }
  worker.on('error', reportLoss)
  worker.on('failed', (_, error) => noteRefusal(error))
  worker.on('completed', () => {
    if (outage.wentWell()) logger.warn('The worker has its queue again')
    if (shortage.wentWell()) void takeBackRefusal()
  })
  let lookAfter: NodeJS.Timeout | undefined

  return {
    async prepare(schedule: RecurringJob[]) {
      await worker.waitUntilReady()
      await putSchedule(schedule)
      lookAfter = setInterval(keepingSchedule(schedule), queueConfig.checkScheduleEveryMs)
      lookAfter.unref()
    },

    run() {
      worker.run().catch(reportLoss)
    },

    /** False when time ran out and running jobs were left to another worker. */
    async drain(): Promise<boolean> {
      clearInterval(lookAfter)
      void takeBackRefusal()
      const closed = worker
        .close()
        .then(outlasting)
        .then(() => true)
      return Promise.race([closed, setTimeout(queueConfig.drainWithinMs, false, { ref: false })])
    },
  }
}

async function runLogged(job: WokenJob, run: RunJob) {
  const log = logger.child({
    job: job.name,
    job_id: job.id,
    request_id: job.data.requestId ?? job.id,
  })
  const startedAt = performance.now()
  try {
    const result = await run(job.name, job.data)
    log.debug({ duration_ms: Math.round(performance.now() - startedAt) }, 'Job done')
    return result
  } catch (error) {
    log.error({ err: error }, 'Job failed')
    throw error
  }
}

/** All workers may write the same schedule: a scheduler is known by its job's name. */
async function putSchedule(schedule: RecurringJob[]) {
  for (const recurring of schedule) await putRecurring(recurring)
  const known = new Set<string>(schedule.map(({ job }) => job))
  for (const key of await scheduled()) {
    if (!known.has(key)) await openQueue().removeJobScheduler(key)
  }
}

/** A Redis that lost its data has lost the schedule, and nothing else would write it again. */
function keepingSchedule(schedule: RecurringJob[]) {
  let isLooking = false
  return async () => {
    if (isLooking) return
    isLooking = true
    try {
      const known = new Set(await scheduled())
      for (const recurring of schedule.filter(({ job }) => !known.has(job))) {
        logger.warn({ job: recurring.job }, 'The queue had forgotten a recurring job')
        await putRecurring(recurring)
      }
    } catch (error) {
      logger.warn({ err: error }, 'The schedule could not be looked after')
    } finally {
      isLooking = false
    }
  }
}

function putRecurring({ job, everySeconds }: RecurringJob) {
  return openQueue().upsertJobScheduler(
    job,
    { every: everySeconds * 1_000 },
    { name: job, data: {}, opts: { attempts: 1, removeOnComplete: true } }
  )
}

async function scheduled(): Promise<string[]> {
  const schedulers = await openQueue().getJobSchedulers()
  return schedulers.map(({ key }) => key)
}

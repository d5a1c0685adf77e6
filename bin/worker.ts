import { createIgnitor } from './ignitor.js'
import { reportFailure } from './report_failure.js'

/** Runs jobs instead of answering requests: any number of these may stand beside each other. */
const app = createIgnitor().createApp('console')

async function takeJobs() {
  await app.init()
  await app.boot()
  const { default: logger } = await import('@adonisjs/core/services/logger')
  const { default: schedule } = await import('#config/schedule')
  const { runJob } = await import('#jobs/main')
  const { openWorker } = await import('#services/queue_worker')
  const { slowDeliveries } = await import('#jobs/deliver_notifications_job')
  const { calendarReadings } = await import('#jobs/sync_calendars_job')
  const { calendarWritings } = await import('#jobs/write_calendar_entries_job')

  // While its files are loaded nobody reads what the queue answers, so it is asked once they are.
  await app.start(async () => {
    if (app.isTerminating) return
    const worker = openWorker(runJob, async () => {
      await Promise.all([slowDeliveries(), calendarReadings.ended(), calendarWritings.ended()])
    })
    app.terminating(async () => {
      if (await worker.drain()) return
      logger.warn('Jobs were still running and are left to another worker')
      process.exit(0)
    })
    await worker.prepare(schedule)
    worker.run()
  })
  logger.info('Worker ready')
}

takeJobs().catch(async (error) => {
  const wasAsked = app.isTerminating
  // What waits for a database that is away might wait for ever; whoever keeps us running starts us again.
  setTimeout(() => process.exit(1), 5_000).unref()
  // What was asked to leave while it started fails at what is closed by then.
  if (!wasAsked) await reportFailure(error)
  await app.terminate()
  process.exit(wasAsked ? 0 : 1)
})

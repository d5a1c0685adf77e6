/**
 * Loads what runs jobs. While its files are loaded nobody reads what the queue answers, so the queue
 * is asked by what this returns, and not before.
 */
export async function loadJobs() {
  // Filled only once all that waited for the boot has run.
  const log = await import('@adonisjs/core/services/logger')
  const { default: schedule } = await import('#config/schedule')
  const { runJob } = await import('#jobs/main')
  const { openWorker } = await import('#services/queue_worker')
  const { slowDeliveries } = await import('#jobs/deliver_notifications_job')
  const { calendarReadings } = await import('#jobs/sync_calendars_job')
  const { calendarWritings } = await import('#jobs/write_calendar_entries_job')

  return () => {
    const worker = openWorker(runJob, async () => {
      await Promise.all([slowDeliveries(), calendarReadings.ended(), calendarWritings.ended()])
    })
    return {
      async run() {
        await worker.prepare(schedule)
        worker.run()
        log.default.info('Worker ready')
      },

      async drain() {
        if (await worker.drain()) return
        log.default.warn('Jobs were still running and are left to another worker')
        process.exit(0)
      },
    }
  }
}

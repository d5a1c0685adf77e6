import { createIgnitor } from './ignitor.js'
import { loadJobs } from './load_jobs.js'
import { reportFailure } from './report_failure.js'

/** Runs jobs instead of answering requests: any number of these may stand beside each other. */
const app = createIgnitor().createApp('console')

async function takeJobs() {
  await app.init()
  await app.boot()
  const openJobs = await loadJobs()

  await app.start(async () => {
    if (app.isTerminating) return
    const jobs = openJobs()
    app.terminating(jobs.drain)
    await jobs.run()
  })
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

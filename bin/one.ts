import { DrainingServer } from './draining_server.js'
import { createIgnitor } from './ignitor.js'
import { loadJobs } from './load_jobs.js'
import { reportFailure } from './report_failure.js'

/** Answers requests and runs jobs in one process, where memory is short. */
createIgnitor()
  .tap((app) => {
    app.booted(async () => {
      const openJobs = await loadJobs()
      // The last one to be added runs first: jobs are taken no more, requests are answered, jobs have ended.
      let drained: Promise<void> | undefined
      app.terminating(() => drained)
      await app.ready(() => {
        const jobs = openJobs()
        app.terminating(() => {
          drained = jobs.drain()
        })
        // Not waited for: who is asked to leave before that has requests to answer already.
        jobs.run().catch(async (error) => {
          if (!app.isTerminating) await fail(error)
        })
      })
    })
  })
  .httpServer()
  .start((handler) => new DrainingServer(handler))
  .catch(fail)

/** Whoever keeps us running starts us again: pages without messages would be half a process. */
async function fail(error: unknown) {
  await reportFailure(error)
  process.exit()
}

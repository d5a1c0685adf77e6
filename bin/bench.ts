import { createIgnitor } from './ignitor.js'
import { reportFailure } from './report_failure.js'

interface Bench {
  run(): Promise<void>
}

const app = createIgnitor().createApp('console')

/** Prints the figures of each bench of tests/bench that is named. */
async function runBenches(names: string[]) {
  await app.init()
  await app.boot()
  await app.start(async () => {})
  for (const name of names) {
    const bench: Bench = await import(`../tests/bench/${name}.js`)
    await bench.run()
  }
}

runBenches(process.argv.slice(2))
  .catch(reportFailure)
  .finally(() => app.terminate())

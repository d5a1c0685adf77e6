import { writeFileSync } from 'node:fs'
import type { NamedReporterContract } from '@japa/runner/types'

/** Leaves the count of tests where the whole check, which runs several things, adds it up. */
export const tally: NamedReporterContract = {
  name: 'tally',
  handler(runner, emitter) {
    emitter.on('runner:end', () => {
      const file = process.env.TEST_TALLY
      if (!file) return
      const { aggregates, failureTree } = runner.getSummary()
      const brokenHooks = failureTree.flatMap((suite) => [suite, ...suite.children]).length
      const failed = aggregates.failed || (brokenHooks > 0 ? 1 : 0)
      writeFileSync(
        file,
        JSON.stringify({
          passed: aggregates.passed,
          failed,
          skipped: aggregates.skipped + aggregates.todo,
        })
      )
    })
  },
}

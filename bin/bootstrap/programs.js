import { spawn } from 'node:child_process'
import { isEmbedded } from './database.js'
import { Failure } from './failure.js'
import { keepLog, logFolder } from './logs.js'
import { inRoot } from './paths.js'
import { checkAddress } from './ports.js'
import { keepRunning } from './processes.js'
import { beforeExit } from './shutdown.js'
import { say, step } from './steps.js'
import { prepare } from './commands/setup.js'

/** What answers requests, what runs jobs, and both in one: each a process without a state of its own. */
const PROGRAMS = { web: 'bin/server.js', worker: 'bin/worker.js', one: 'bin/one.js' }

/** @typedef {keyof typeof PROGRAMS} Program */

/**
 * Starts one from the build, and again whenever it ends by itself.
 *
 * @param {Program} name
 * @param {{ node: string, settings: import('./settings.js').Settings }} prepared
 * @returns what is to be stopped before we leave, and resolves when it is ready for the first time
 */
export function openProgram(name, { node, settings }) {
  const logged = keepLog(settings, name)
  return keepRunning(name, () =>
    logged(
      spawn(node, [PROGRAMS[name]], {
        cwd: inRoot('build'),
        env: settings,
        // The channel tells us when it is ready, and tells it when we are gone.
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        detached: true,
      })
    )
  )
}

/**
 * One of them alone, beside others on this machine or elsewhere.
 *
 * @param {'web' | 'worker'} name
 */
export async function startAlone(name) {
  const check = async (/** @type {import('./settings.js').Settings} */ settings) => {
    if (isEmbedded(settings)) {
      throw new Failure(
        `\`npm run ${name}\` shares a database with others: name it in DATABASE_URL. \`npm start\` runs all of Bellhop on a database of its own.`
      )
    }
    if (name === 'web') await checkAddress(settings)
  }
  const prepared = await prepare({ check })
  await step(`Start the ${name} process`, async () => {
    const program = openProgram(name, prepared)
    beforeExit(() => program.stop())
    await program.ready()
  })
  say(`\nRunning. Logs: ${logFolder(prepared.settings)}\nCtrl-C stops it.`)
}

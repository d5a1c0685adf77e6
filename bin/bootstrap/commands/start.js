import { spawn } from 'node:child_process'
import { keepLog, logFolder } from '../logs.js'
import { inRoot } from '../paths.js'
import { checkAddress } from '../ports.js'
import { keepRunning } from '../processes.js'
import { beforeExit } from '../shutdown.js'
import { step } from '../steps.js'
import { welcome } from '../welcome.js'
import { prepare } from './setup.js'

/** From a fresh clone to a running product: the web server and one worker. */
export default async function start() {
  const { node, settings, demoPassword } = await prepare({ check: checkAddress })

  /**
   * @param {string} name
   * @param {string} entry
   */
  const launcher = (name, entry) => {
    const logged = keepLog(settings, name)
    return () =>
      logged(
        spawn(node, [entry], {
          cwd: inRoot('build'),
          env: settings,
          // The channel tells us when it is ready, and tells it when we are gone.
          stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
          detached: true,
        })
      )
  }

  const startBoth = async () => {
    const web = keepRunning('web', launcher('web', 'bin/server.js'))
    const worker = keepRunning('worker', launcher('worker', 'bin/worker.js'))
    beforeExit(() => Promise.all([web.stop(), worker.stop()]))
    await Promise.all([web.ready(), worker.ready()])
  }
  await step('Start the web server and the worker', startBoth)
  welcome(settings, { demoPassword, logs: logFolder(settings) })
}

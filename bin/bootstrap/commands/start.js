import { logFolder } from '../logs.js'
import { checkAddress } from '../ports.js'
import { openProgram } from '../programs.js'
import { beforeExit } from '../shutdown.js'
import { step } from '../steps.js'
import { welcome } from '../welcome.js'
import { prepare } from './setup.js'

/** From a fresh clone to a running product: the web server and one worker. */
export default async function start() {
  const prepared = await prepare({ check: checkAddress })
  const { settings, demoPassword } = prepared
  await step('Start the web server and the worker', async () => {
    const web = openProgram('web', prepared)
    const worker = openProgram('worker', prepared)
    beforeExit(() => Promise.all([web.stop(), worker.stop()]))
    await Promise.all([web.ready(), worker.ready()])
  })
  welcome(settings, { demoPassword, logs: logFolder(settings) })
}

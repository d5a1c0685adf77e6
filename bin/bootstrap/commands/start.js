import { logFolder } from '../logs.js'
import { checkAddress } from '../ports.js'
import { openProgram } from '../programs.js'
import { beforeExit } from '../shutdown.js'
import { step } from '../steps.js'
import { welcome } from '../welcome.js'
import { prepare } from './setup.js'

/** From a fresh clone to a running product: the web server and one worker, in one process or in two. */
export default async function start() {
  const prepared = await prepare({ check: checkAddress })
  const { settings, demoPassword } = prepared
  const isOne = settings.PROCESSES === 'one'
  const startAll = async () => {
    const programs = isOne
      ? [openProgram('one', prepared)]
      : [openProgram('web', prepared), openProgram('worker', prepared)]
    beforeExit(() => Promise.all(programs.map((program) => program.stop())))
    await Promise.all(programs.map((program) => program.ready()))
  }
  const parts = 'the web server and the worker'
  await step(isOne ? `Start ${parts} in one process` : `Start ${parts}`, startAll)
  welcome(settings, { demoPassword, logs: logFolder(settings) })
}

import { spawn } from 'node:child_process'
import { dropAssets } from '../build.js'
import { root } from '../paths.js'
import { answers, checkAddress } from '../ports.js'
import { keepRunning } from '../processes.js'
import { beforeExit } from '../shutdown.js'
import { welcome } from '../welcome.js'
import { prepare } from './setup.js'

/** From the sources, without a build: changes show at once, and the worker starts anew. */
export default async function dev() {
  const { node, settings, demoPassword } = await prepare({
    isBuilt: false,
    mode: 'development',
    check: checkAddress,
  })

  dropAssets()

  /** @param {string[]} args */
  const launch = (args) => () =>
    spawn(node, args, {
      cwd: root,
      env: settings,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    })

  // `ace serve` does not hear SIGTERM.
  const web = keepRunning('web', launch(['ace.js', 'serve', '--hmr', '--no-clear']), {
    stopSignal: 'SIGINT',
    patienceMs: 5_000,
  })
  const worker = keepRunning(
    'worker',
    launch(['--watch', '--watch-preserve-output', '--import=@poppinss/ts-exec', 'bin/worker.ts']),
    { patienceMs: 5_000 }
  )
  beforeExit(() => Promise.all([web.stop(), worker.stop()]))
  await web.ready(answers(settings.HOST, Number(settings.PORT)))
  await worker.ready(Promise.resolve())
  welcome(settings, { demoPassword })
}

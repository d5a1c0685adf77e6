import { createServer, type AddressInfo } from 'node:net'
import { prettyPrintError } from '@adonisjs/core'
import { defineConfig, drivers } from '@adonisjs/core/hash'
import { configure, processCLIArgs, run } from '@japa/runner'
import type { ApplicationService } from '@adonisjs/core/types'
import { createIgnitor } from './ignitor.js'

process.env.NODE_ENV = 'test'
process.env.TZ = 'UTC'
process.env.FORMER_APP_KEY = 'a-key-that-was-before-this-one'
// Ports of its own, so that two runs, or a run beside `npm start`, do not meet.
process.env.PORT ??= String(await freePort())
process.env.APP_URL ??= `http://localhost:${process.env.PORT}`

createIgnitor()
  .tap((app) => app.booted(serveBuiltAssets))
  .tap((app) => app.booted(hashQuickly))
  .testRunner()
  .configure(async (app) => {
    const { runnerHooks, ...config } = await import('../tests/bootstrap.js')

    processCLIArgs(process.argv.splice(2))
    configure({
      ...app.rcFile.tests,
      ...config,
      setup: runnerHooks.setup,
      teardown: runnerHooks.teardown.concat([() => app.terminate()]),
    })
  })
  .run(() => run())
  .catch((error) => {
    process.exitCode = 1
    prettyPrintError(error)
  })

/**
 * Styles and scripts are those that were built, as in production. Vite would start its server all the
 * same, and that reads the whole folder.
 */
async function serveBuiltAssets(app: ApplicationService) {
  const vite = await app.container.make('vite')
  vite.createDevServer = async () => {}
}

/** The same hash at a sixteenth of its cost: nearly every test makes somebody with a password. */
function hashQuickly(app: ApplicationService) {
  const scrypt = drivers.scrypt({ cost: 1024, blockSize: 8, parallelization: 1 })
  app.config.set('hash', defineConfig({ default: 'scrypt', list: { scrypt } }))
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

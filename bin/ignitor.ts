import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'

/** Longer than a request or a job takes; shorter than what waits for us before it kills. */
const STOP_WITHIN_MS = 25_000

const APP_ROOT = new URL('../', import.meta.url)

/** The application, not yet started: what the server, console, worker and test entry points share. */
export function createIgnitor() {
  return new Ignitor(APP_ROOT, {
    importer: (path) =>
      path.startsWith('./') || path.startsWith('../')
        ? import(new URL(path, APP_ROOT).href)
        : import(path),
  }).tap((app) => {
    app.booting(async () => {
      await import('#start/env')
    })
    const stop = async () => {
      // What is still starting has begun nothing that has to be ended.
      if (!app.isReady) process.exit()
      setTimeout(() => process.exit(), STOP_WITHIN_MS).unref()
      await app.terminate()
      // Requests whose clients have gone may still wait for a connection that will never come.
      process.exit()
    }
    app.listen('SIGTERM', stop)
    app.listen('SIGINT', stop)
    // Whoever started this process over a channel is gone: do not stay behind and hold the port.
    process.on('disconnect', stop)
    process.channel?.unref()
  })
}

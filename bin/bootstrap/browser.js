import { existsSync } from 'node:fs'
import { installFromDebian } from './debian.js'
import { Failure } from './failure.js'
import { mustRun, run } from './processes.js'
import { step } from './steps.js'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * A Chromium for the browser tests: the system's, Playwright's, or one installed now.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<string>}
 */
export async function findBrowser(node, environment) {
  const given = environment.CHROMIUM_PATH
  const found = given ?? USUAL_PLACES.find((path) => existsSync(path))
  if (found) return found

  const playwrights = await mustRun(
    node,
    ['-p', `require('playwright').chromium.executablePath()`],
    { env: environment }
  )
  if (existsSync(playwrights)) return playwrights

  return step('Install a browser for the tests', async () => {
    await installFromDebian('chromium', environment)
    const installed = USUAL_PLACES.find((path) => existsSync(path))
    if (installed) return installed

    await run(node, ['node_modules/playwright/cli.js', 'install', 'chromium'], { env: environment })
    if (existsSync(playwrights)) return playwrights
    throw new Failure(
      'The browser tests need Chromium, and it could not be installed. Install it, or set CHROMIUM_PATH to one.'
    )
  })
}

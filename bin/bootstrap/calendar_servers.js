import { installFromDebian } from './debian.js'
import { run } from './processes.js'
import { step } from './steps.js'

/**
 * The CalDAV servers of the tests: those of the system, or installed now.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export async function haveCalendarServers(environment) {
  const answers = [await has('radicale', environment), await has('xandikos', environment)]
  return answers.every(Boolean)
}

/**
 * @param {string} name
 * @param {NodeJS.ProcessEnv} environment
 */
async function has(name, environment) {
  if (await starts(name)) return true
  return step(`Install ${name} for the tests`, async () => {
    await installFromDebian(name, environment)
    return starts(name)
  })
}

/** @param {string} name */
async function starts(name) {
  try {
    return (await run(name, ['--version'])).status === 0
  } catch {
    return false
  }
}

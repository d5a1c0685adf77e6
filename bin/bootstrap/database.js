import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure, writing } from './failure.js'
import { takeLock } from './lock.js'
import { startPostgres } from './postgres.js'
import { mustRun } from './processes.js'
import { beforeExit } from './shutdown.js'
import { step } from './steps.js'

/** @typedef {import('./settings.js').Settings} Settings */

/** @param {Settings} settings */
export const isEmbedded = (settings) => !settings.DATABASE_URL

/** @param {Settings} settings */
export const postgresFolder = (settings) => join(settings.DATA_DIR, 'postgres')

/**
 * The database given by DATABASE_URL, else our own, running until we leave.
 *
 * @param {Settings} settings
 * @returns {Promise<Settings>} the settings, with the addresses of the database
 */
export async function openDatabase(settings) {
  if (!isEmbedded(settings)) return settings

  const lock = writing('DATA_DIR', () => takeLock(join(settings.DATA_DIR, 'lock')))
  if ('heldBy' in lock) {
    throw new Failure(
      `Bellhop already runs on ${settings.DATA_DIR} (process ${lock.heldBy}). Stop it first, or give this one its own PORT and DATA_DIR.`
    )
  }
  return step('Start PostgreSQL', async () => {
    const postgres = await startPostgres(postgresFolder(settings))
    beforeExit(() => postgres.stop())
    return { ...settings, ...postgres.urls }
  })
}

/**
 * Migrates and grants; on our own database, an empty one gets the demo business.
 *
 * @param {string} node
 * @param {{ cwd: string, environment: Settings, isDemoWanted: boolean }} options
 * @returns {Promise<string | undefined>} the password of the demo's owner, when there is a demo
 */
export async function prepareDatabase(node, { cwd, environment, isDemoWanted }) {
  const passwordFile = join(environment.DATA_DIR, 'demo-password')
  const isFirstTime = isDemoWanted && !existsSync(passwordFile)
  const env = { ...environment }
  if (isFirstTime) {
    // Kept before it is used: a start that is interrupted must not forget it.
    const password = environment.DEMO_PASSWORD ?? randomBytes(9).toString('base64url')
    writeFileSync(passwordFile, password, { mode: 0o600 })
  }
  if (isDemoWanted) env.DEMO_PASSWORD = readFileSync(passwordFile, 'utf8')

  const args = ['ace.js', 'database:prepare', ...(isDemoWanted ? ['--demo'] : [])]
  const said = await step('Prepare the database', () => mustRun(node, args, { cwd, env }))
  if (!isDemoWanted) return undefined

  // Somebody's own business was here first, so the password that was just made opens nothing.
  if (isFirstTime && said.includes('no demo')) {
    rmSync(passwordFile)
    return undefined
  }
  return env.DEMO_PASSWORD
}

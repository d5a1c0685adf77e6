import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, makeFolder } from './paths.js'
import { startPostgres } from './postgres.js'
import { beforeExit } from './shutdown.js'
import { step } from './steps.js'

/**
 * A database that exists for one run: two runs never meet, and nothing real is ever emptied.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<import('./settings.js').Settings>}
 */
export async function openTestDatabase(environment) {
  return step('Start PostgreSQL for this run', async () => {
    makeFolder(inRoot('tmp'))
    const folder = mkdtempSync(inRoot('tmp', 'test-'))
    beforeExit(() => rmSync(folder, { recursive: true, force: true }))
    const postgres = await startPostgres(join(folder, 'postgres'), { isThrowAway: true })
    beforeExit(() => postgres.stop())
    return { ...withoutOurSettings(environment), ...postgres.urls, DATA_DIR: folder }
  })
}

/** Settings of a running product must not lead a test to its database, queue or mail. */
const OURS =
  /^(NODE_ENV|PORT|HOST|APP_URL|DATA_DIR|DEMO.*|DEFAULT_.*|REDIS_URL|DATABASE_.*|SMTP_URL|.*_API_KEY|MAIL_FROM|RATE_LIMITS|ENV_PATH|LOG_LEVEL)$/

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {import('./settings.js').Settings}
 */
function withoutOurSettings(environment) {
  const kept = Object.entries(environment).filter(([name]) => !OURS.test(name))
  return Object.fromEntries(kept.map(([name, value = '']) => [name, value]))
}

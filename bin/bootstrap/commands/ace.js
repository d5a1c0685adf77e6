import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { isEmbedded, openDatabase, postgresFolder } from '../database.js'
import { root } from '../paths.js'
import { findRunningPostgres } from '../postgres.js'
import { stop } from '../processes.js'
import { createEnvFile, readSettings } from '../settings.js'
import { beforeExit } from '../shutdown.js'
import { leaveStandardOutputAlone } from '../steps.js'
import { openWorkshop } from '../workshop.js'

const NEEDS_NO_DATABASE = /^(availability:simulate|list|build|make:.*|configure|inspect:.*|-.*)?$/
const NO_DATABASE = { DATABASE_URL: 'postgres://127.0.0.1/none' }

/**
 * Any command of the program, on the database that runs or on one started for it.
 *
 * @param {string[]} args
 */
export default async function ace(...args) {
  leaveStandardOutputAlone()
  const { node, environment } = await openWorkshop()
  await createEnvFile()
  const given = { NODE_ENV: 'development', ...readSettings(), ...pathOf(environment) }
  const settings = await withDatabase(given, args[0] ?? '')

  const child = spawn(node, ['ace.js', ...args], { cwd: root, env: settings, stdio: 'inherit' })
  beforeExit(() => stop(child, 'SIGTERM', 10_000))
  const [status] = await once(child, 'exit')
  return status ?? 1
}

/** @param {NodeJS.ProcessEnv} environment */
const pathOf = ({ PATH = '' }) => ({ PATH })

/**
 * @param {import('../settings.js').Settings} given
 * @param {string} command
 */
async function withDatabase(given, command) {
  if (!isEmbedded(given)) return given
  if (NEEDS_NO_DATABASE.test(command)) return { ...given, ...NO_DATABASE }
  const folder = postgresFolder(given)
  const running = existsSync(folder) ? await findRunningPostgres(folder) : undefined
  return running ? { ...given, ...running } : openDatabase(given)
}

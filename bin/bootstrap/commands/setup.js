import { build } from '../build.js'
import { isEmbedded, openDatabase, prepareDatabase } from '../database.js'
import { withLock } from '../lock.js'
import { inRoot, root } from '../paths.js'
import { mustRun } from '../processes.js'
import { createEnvFile, readSettings } from '../settings.js'
import { say } from '../steps.js'
import { openWorkshop } from '../workshop.js'

/** Everything that `npm start` does before it starts. */
export default async function setup() {
  await prepare()
  say('\nReady: npm start')
  return 0
}

/** @param {{ isBuilt?: boolean, mode?: string, check?: (settings: import('../settings.js').Settings) => Promise<void> }} [options] */
export async function prepare({ isBuilt = true, mode = 'production', check } = {}) {
  const { node, environment } = await openWorkshop()
  await createEnvFile()
  const given = readSettings()
  await checkSettings(node, { ...given, NODE_ENV: mode })
  await check?.(given)

  const settings = await openDatabase({ ...given, NODE_ENV: mode, TZ: 'UTC' })
  settings.PATH = environment.PATH ?? ''
  if (isBuilt) {
    await withLock(inRoot('.runtime', 'build.lock'), () => build(node, settings))
  }
  const demoPassword = await prepareDatabase(node, {
    cwd: isBuilt ? inRoot('build') : root,
    environment: settings,
    isDemoWanted: isEmbedded(given) && given.DEMO !== 'off',
  })
  return { node, settings, demoPassword }
}

/**
 * What a setting has to be is the program's to say, and is asked before anything is made or started.
 *
 * @param {string} node
 * @param {import('../settings.js').Settings} settings
 */
function checkSettings(node, settings) {
  const env = { DATABASE_URL: 'postgres://to-be-opened', ...settings }
  return mustRun(node, ['--import=@poppinss/ts-exec', 'bin/check_settings.ts'], { env })
}

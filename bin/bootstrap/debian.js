import { existsSync } from 'node:fs'
import { run } from './processes.js'

/**
 * Installs a package where this is a Debian and we may; elsewhere nothing happens, so look for what
 * it brings afterwards. A service that comes with it is not started.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} environment
 */
export async function installFromDebian(name, environment) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const env = { ...environment, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  await run('apt-get', ['update', '-q'], { env })
  await run('apt-get', ['install', '-yq', '--no-install-recommends', name], { env })
}

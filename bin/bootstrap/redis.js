import { spawn } from 'node:child_process'
import { installFromDebian } from './debian.js'
import { answers, claimPort } from './ports.js'
import { run, stop } from './processes.js'
import { beforeExit } from './shutdown.js'
import { step } from './steps.js'

/**
 * Whether the tests may start a Redis: the system's, or one installed now.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export async function canRunRedis(environment) {
  if (await hasRedis()) return true
  return step('Install a Redis for the tests', async () => {
    await installFromDebian('redis-server', environment)
    return hasRedis()
  })
}

async function hasRedis() {
  try {
    return (await run('redis-server', ['--version'])).status === 0
  } catch {
    return false
  }
}

/**
 * A Redis for this run that keeps nothing, where the machine can have one.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export async function openTestRedis(environment) {
  if (!(await canRunRedis(environment))) return undefined
  const port = await claimPort('127.0.0.1', 0)
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ]
  const child = spawn('redis-server', options, { stdio: 'ignore' })
  beforeExit(() => stop(child, 'SIGTERM', 5_000))
  await answers('127.0.0.1', port)
  return { url: `redis://127.0.0.1:${port}` }
}

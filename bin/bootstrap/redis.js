import { spawn } from 'node:child_process'
import { answers, claimPort } from './ports.js'
import { run, stop } from './processes.js'
import { beforeExit } from './shutdown.js'

/** A Redis for this run that keeps nothing, where the machine has one. */
export async function findRedis() {
  try {
    await run('redis-server', ['--version'])
  } catch {
    return undefined
  }
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

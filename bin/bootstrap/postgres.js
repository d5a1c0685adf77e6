import { spawn } from 'node:child_process'
import { existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from './failure.js'
import { claimPort } from './ports.js'
import { createCluster, urlsOf } from './postgres_cluster.js'
import { asPostgresUser } from './postgres_user.js'
import { isAlive, stop } from './processes.js'
import { say } from './steps.js'

const STARTS_WITHIN_MS = 60_000
const LARGEST_LOG = 1_000_000

/**
 * Starts the PostgreSQL that came as a package, on data of its own; made first when there is none.
 *
 * @param {string} folder
 * @param {{ isThrowAway?: boolean }} [options] only for tests: a crash of the machine may lose data
 */
export async function startPostgres(folder, { isThrowAway = false } = {}) {
  const user = await asPostgresUser(folder)
  if (!existsSync(join(user.folder, 'cluster'))) await createCluster(user)
  user.own()
  await stopLeftOver(user.folder)

  const port = await claimPort('127.0.0.1', 0)
  let isStopping = false
  let child = launch(user, port, isThrowAway)
  await answers(user.folder, child)

  const restart = async () => {
    if (isStopping) return
    say('The database ended by itself; starting it again.')
    await stopLeftOver(user.folder)
    await sleep(500)
    child = launch(user, port, isThrowAway)
    child.once('exit', restart)
  }
  child.once('exit', restart)

  return {
    urls: urlsOf(user.folder, port),
    async stop() {
      isStopping = true
      await stop(child, 'SIGINT', 20_000, 'SIGQUIT')
    },
  }
}

/**
 * The addresses of a database that another process of ours keeps running on this folder.
 *
 * @param {string} folder
 */
export async function findRunningPostgres(folder) {
  const user = await asPostgresUser(folder)
  const { pid, port, isReady } = readPidFile(user.folder)
  return pid && isReady && isPostgres(pid) ? urlsOf(user.folder, port) : undefined
}

/**
 * @param {import('./postgres_cluster.js').PostgresUser} user
 * @param {number} port
 * @param {boolean} isThrowAway
 */
function launch(user, port, isThrowAway) {
  const log = join(user.folder, 'log')
  const isLong = existsSync(log) && statSync(log).size > LARGEST_LOG
  const output = openSync(log, isLong ? 'w' : 'a', 0o600)
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // An error's words and details repeat what people typed. Ours, who asked, writes of it what it may.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    ...(isThrowAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args, spawnOptions] = user.command('postgres', [
    '-D',
    join(user.folder, 'cluster'),
    ...options,
  ])
  // A group of its own: Ctrl-C must not reach the database before those who use it.
  return spawn(command, args, {
    ...spawnOptions,
    stdio: ['ignore', output, output],
    detached: true,
  })
}

/**
 * @param {string} folder
 * @param {import('node:child_process').ChildProcess} child
 */
async function answers(folder, child) {
  const deadline = Date.now() + STARTS_WITHIN_MS
  while (readPidFile(folder).pid !== child.pid || !readPidFile(folder).isReady) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      const lastWords = readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').slice(-3)
      throw new Failure(`The database did not start:\n${lastWords.join('\n')}`)
    }
    await sleep(20)
  }
}

/**
 * A database that outlived its starter is asked to leave, which costs it nothing; a lock file
 * without one is removed.
 *
 * @param {string} folder
 */
async function stopLeftOver(folder) {
  const { pid } = readPidFile(folder)
  if (!pid) return
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGQUIT', 'SIGKILL'])) {
    if (!isPostgres(pid)) break
    process.kill(pid, signal)
    for (let waited = 0; waited < 10_000 && isPostgres(pid); waited += 50) await sleep(50)
  }
  rmSync(join(folder, 'cluster', 'postmaster.pid'), { force: true })
}

/** @param {string} folder */
function readPidFile(folder) {
  try {
    const lines = readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' }
  } catch {
    return { pid: 0, port: 0, isReady: false }
  }
}

/**
 * A number in a lock file may by now belong to somebody else's process.
 *
 * @param {number} pid
 */
function isPostgres(pid) {
  if (!isAlive(pid)) return false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')
  } catch {
    return process.platform !== 'linux'
  }
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from './failure.js'
import { root } from './paths.js'
import { beforeExit, whenHurried } from './shutdown.js'
import { say } from './steps.js'

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions & { input?: string }} [options]
 */
export async function run(command, args, { input, ...options } = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'pipe', ...options })
  beforeExit(() => child.exitCode === null && child.kill('SIGTERM'))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => (output += text))
  }
  child.stdin?.on('error', () => {})
  child.stdin?.end(input)
  const [status, signal] = await once(child, 'close')
  return { status: status ?? 1, signal, output: output.trim() }
}

/**
 * Runs a command that must succeed; what it said is the explanation when it does not.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {SpawnOptions & { input?: string }} [options]
 */
export async function mustRun(command, args, options) {
  const { status, output } = await run(command, args, options)
  if (status !== 0) throw new Failure(output || `${command} ${args.join(' ')} failed`)
  return output
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Asks a child to leave, and makes it when it does not, or when somebody is in a hurry.
 *
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {number} patienceMs
 * @param {NodeJS.Signals} [hurrySignal]
 */
export async function stop(child, signal, patienceMs, hurrySignal = 'SIGKILL') {
  if (child.exitCode !== null || child.signalCode !== null) return
  const left = once(child, 'exit')
  whenHurried(() => child.kill(hurrySignal))
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await left
  clearTimeout(late)
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000
const SETTLED_AFTER_MS = 60_000

/**
 * Starts a process and starts it again whenever it ends by itself, waiting longer each time that it
 * did not become ready.
 *
 * @param {string} name
 * @param {() => ChildProcess} launch
 * @param {{ stopSignal?: NodeJS.Signals, patienceMs?: number }} [options]
 */
export function keepRunning(name, launch, { stopSignal = 'SIGTERM', patienceMs = 28_000 } = {}) {
  let isStopping = false
  let child = launch()
  let startedAt = Date.now()
  let waitMs = FIRST_WAIT_MS

  const restart = async () => {
    if (isStopping) return
    if (Date.now() - startedAt > SETTLED_AFTER_MS) waitMs = FIRST_WAIT_MS
    say(`The ${name} process ended by itself; starting it again in ${waitMs / 1000} s.`)
    await sleep(waitMs)
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    if (isStopping) return
    startedAt = Date.now()
    child = launch()
    child.once('message', () => (waitMs = FIRST_WAIT_MS))
    child.once('exit', restart)
  }

  return {
    /**
     * Resolves when the process is ready for the first time; from then on it is kept running.
     *
     * @param {Promise<unknown>} [sign] of being ready, where the process does not say so itself
     */
    async ready(sign = once(child, 'message')) {
      const ended = once(child, 'exit').then(() => 'ended')
      const outcome = await Promise.race([sign.then(() => 'ready'), ended])
      if (outcome === 'ended') throw new Failure(`The ${name} process ended before it was ready.`)
      child.once('exit', restart)
    },
    async stop() {
      isStopping = true
      await stop(child, stopSignal, patienceMs)
    },
  }
}

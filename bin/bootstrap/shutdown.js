import { readFileSync } from 'node:fs'
import { inWords } from './failure.js'

/** @type {(() => unknown)[]} */
const closers = []
let isShuttingDown = false

/**
 * What was opened last is closed first.
 *
 * @param {() => unknown} close
 */
export function beforeExit(close) {
  closers.push(close)
}

/** @param {number} status */
export async function shutDown(status) {
  if (isShuttingDown) return
  isShuttingDown = true
  for (const close of closers.reverse()) {
    try {
      await close()
    } catch (error) {
      process.stderr.write(`${inWords(error)}\n`)
    }
  }
  process.exit(status)
}

/** @param {unknown} error */
export async function fail(error) {
  // What breaks because we are leaving anyway is not worth a word.
  if (isShuttingDown) return
  process.stderr.write(`\n${inWords(error)}\n`)
  await shutDown(1)
}

/** Ctrl-C, SIGTERM and a closed terminal all end the same way; asked twice, at once. */
export function obeySignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => (isShuttingDown ? process.exit(1) : shutDown(0)))
  }
  process.stdout.on('error', () => {})
  followNpm()
}

/** npm dies of a SIGTERM without passing it on: when it is gone, so are we. */
function followNpm() {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const npm = parentOf(shell)
  const watch = setInterval(() => {
    if (process.ppid !== shell || parentOf(shell) !== npm) {
      clearInterval(watch)
      shutDown(0)
    }
  }, 300)
  watch.unref()
}

/**
 * npm puts a shell between itself and us, which outlives it. Only Linux tells.
 *
 * @param {number} pid
 */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
  } catch {
    return undefined
  }
}

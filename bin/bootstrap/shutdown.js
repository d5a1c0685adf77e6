import { readFileSync } from 'node:fs'
import { inWords } from './failure.js'

/** @type {(() => unknown)[]} */
const closers = []
/** @type {(() => void)[]} */
const hurriers = []
let isShuttingDown = false
let askedAt = 0

/** npm and other wrappers pass on a signal that their whole group got: that is one request, not two. */
const SAME_REQUEST_MS = 1_000

/**
 * What was opened last is closed first.
 *
 * @param {() => unknown} close
 */
export function beforeExit(close) {
  closers.push(close)
}

/**
 * What is still waited for when somebody asks a second time.
 *
 * @param {() => void} end ends the wait; does no harm once it is over
 */
export function whenHurried(end) {
  hurriers.push(end)
}

/** @param {number} status */
export async function shutDown(status) {
  if (isShuttingDown) return
  isShuttingDown = true
  askedAt = Date.now()
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

/**
 * Ctrl-C, SIGTERM and a closed terminal all end the same way. Asked again, it no longer waits for
 * others to end in order, but never leaves before they have.
 */
export function obeySignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (isShuttingDown && Date.now() - askedAt > SAME_REQUEST_MS) hurry()
      shutDown(0)
    })
  }
  process.stdout.on('error', () => {})
  followNpm()
}

function hurry() {
  for (const end of hurriers) end()
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

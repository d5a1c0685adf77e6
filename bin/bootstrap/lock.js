import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFolder } from './paths.js'
import { isAlive } from './processes.js'
import { beforeExit } from './shutdown.js'

/**
 * Takes a lock file, or says which process holds it. A file left by a process that is gone, or by
 * another one that had the same number, counts for nothing.
 *
 * @param {string} path
 * @returns {{ release: () => void } | { heldBy: number }}
 */
export function takeLock(path) {
  makeFolder(dirname(path))
  // Written aside and linked into place, so that nobody reads a lock half written.
  const draft = `${path}.${process.pid}`
  for (;;) {
    writeFileSync(draft, `${process.pid} ${startOf(process.pid)}`)
    try {
      linkSync(draft, path)
      const release = () => isOurs(path) && unlinkSync(path)
      beforeExit(release)
      return { release }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    } finally {
      unlinkSync(draft)
    }
    const { pid, start } = readLock(path)
    if (pid && isAlive(pid) && startOf(pid) === start) return { heldBy: pid }
    removeQuietly(path)
  }
}

/**
 * Waits for a lock, works, and gives it back.
 *
 * @template Result
 * @param {string} path
 * @param {() => Promise<Result>} work
 */
export async function withLock(path, work) {
  let lock = takeLock(path)
  while ('heldBy' in lock) {
    await sleep(200)
    lock = takeLock(path)
  }
  try {
    return await work()
  } finally {
    lock.release()
  }
}

/** @param {string} path */
function readLock(path) {
  try {
    const [pid, start] = readFileSync(path, 'utf8').split(' ')
    return { pid: Number(pid), start }
  } catch {
    return { pid: 0, start: '' }
  }
}

/** @param {string} path */
const isOurs = (path) => readLock(path).pid === process.pid

/** @param {string} path */
function removeQuietly(path) {
  try {
    unlinkSync(path)
  } catch {
    // Another process that waited for the same file was quicker.
  }
}

/**
 * When a process began, where the system tells: a number alone may have been given out again.
 *
 * @param {number} pid
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return ''
  }
}

import { existsSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { writing } from './failure.js'
import { makeFolder } from './paths.js'
import { say } from './steps.js'

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const WARNING = 40
const ERROR = 50

/** @param {import('./settings.js').Settings} settings */
export const logFolder = (settings) => join(settings.DATA_DIR, 'logs')

/**
 * Keeps what the processes of one name say in a file of this start, and says warnings and errors
 * on the screen. The file of the start before is kept beside it.
 *
 * @param {import('./settings.js').Settings} settings
 * @param {string} name
 * @returns {(child: ChildProcess) => ChildProcess}
 */
export function keepLog(settings, name) {
  const path = join(logFolder(settings), `${name}.log`)
  const file = writing('DATA_DIR', () => {
    makeFolder(logFolder(settings))
    if (existsSync(path)) renameSync(path, `${path}.1`)
    return openSync(path, 'a', 0o600)
  })
  const keep = lineKeeper(file, name)

  return (child) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        keep(line)
        const worthSaying = inOneLine(name, line)
        if (worthSaying) say(worthSaying)
      })
    }
    return child
  }
}

/**
 * Writes lines one after the other. A full disk must not end what serves people: what does not fit
 * is lost, which is said once, and it goes on as soon as there is room.
 *
 * @param {number} file
 * @param {string} name
 */
function lineKeeper(file, name) {
  let isFailing = false
  let isTorn = false
  /** @param {string} line */
  return (line) => {
    const bytes = Buffer.from(`${isTorn ? '\n' : ''}${line}\n`)
    try {
      isTorn = writeSync(file, bytes) < bytes.length
      if (isTorn) throw new Error('there is no room for all of it')
      if (isFailing) say(`The log of the ${name} process is kept again.`)
      isFailing = false
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      if (!isFailing) say(`The log of the ${name} process is not kept: ${why}`)
      isFailing = true
    }
  }
}

/**
 * What a person should see of a line: warnings and errors in words, and whatever is no log line.
 *
 * @param {string} name
 * @param {string} line
 * @returns {string | undefined}
 */
function inOneLine(name, line) {
  const entry = parse(line)
  if (!entry) return line
  if (entry.level < WARNING) return undefined
  const time = new Date(entry.time).toISOString().slice(11, 19)
  const kind = entry.level < ERROR ? 'warning' : 'error'
  const why = entry.err?.message && entry.err.message !== entry.msg ? `: ${entry.err.message}` : ''
  const request = entry.request_id ? ` (request ${entry.request_id})` : ''
  return `${time} ${name} ${kind}: ${entry.msg}${why}${request}`.replace(/\s+/g, ' ')
}

/**
 * @param {string} line
 * @returns {{ level: number, time: number, msg: string, err?: { message?: string }, request_id?: string } | undefined}
 */
function parse(line) {
  try {
    const entry = JSON.parse(line)
    return typeof entry?.level === 'number' ? entry : undefined
  } catch {
    return undefined
  }
}

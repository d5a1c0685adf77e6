import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { inRoot, root } from './paths.js'
import { beforeExit } from './shutdown.js'

export const JAPA = ['--import=@poppinss/ts-exec', 'bin/test.ts']

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

let runs = 0

/**
 * Runs Japa and counts its tests; a run that breaks off counts as one more that failed.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @param {(text: string) => void} [print] takes what it says; without it, that goes where ours goes
 * @returns {Promise<Tally>}
 */
export async function runSuites(node, args, environment, print) {
  const tallyFile = inRoot('tmp', `tally-${process.pid}-${++runs}.json`)
  rmSync(tallyFile, { force: true })
  const child = spawn(node, args, {
    cwd: root,
    env: { ...environment, TEST_TALLY: tallyFile },
    stdio: ['ignore', print ? 'pipe' : 'inherit', print ? 'pipe' : 'inherit'],
  })
  beforeExit(() => child.kill('SIGKILL'))
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => print?.(text))
  }
  const [status] = await once(child, print ? 'close' : 'exit')

  /** @type {Tally} */
  const tally = { passed: 0, failed: 0, skipped: 0 }
  if (existsSync(tallyFile)) Object.assign(tally, JSON.parse(readFileSync(tallyFile, 'utf8')))
  rmSync(tallyFile, { force: true })
  if (status !== 0 && tally.failed === 0) tally.failed = 1
  return tally
}

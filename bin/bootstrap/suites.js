import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { inRoot, root } from './paths.js'
import { beforeExit } from './shutdown.js'

export const JAPA = ['--import=@poppinss/ts-exec', 'bin/test.ts']

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * Runs Japa and counts its tests; a run that breaks off counts as one more that failed.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<Tally>}
 */
export async function runSuites(node, args, environment) {
  const tallyFile = inRoot('tmp', `tally-${process.pid}.json`)
  rmSync(tallyFile, { force: true })
  const child = spawn(node, args, {
    cwd: root,
    env: { ...environment, TEST_TALLY: tallyFile },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  beforeExit(() => child.kill('SIGKILL'))
  const [status] = await once(child, 'exit')

  /** @type {Tally} */
  const tally = { passed: 0, failed: 0, skipped: 0 }
  if (existsSync(tallyFile)) Object.assign(tally, JSON.parse(readFileSync(tallyFile, 'utf8')))
  rmSync(tallyFile, { force: true })
  if (status !== 0 && tally.failed === 0) tally.failed = 1
  return tally
}

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from '../paths.js'
import { stop } from '../processes.js'
import { beforeExit } from '../shutdown.js'
import { leaveStandardOutputAlone } from '../steps.js'
import { openWorkshop } from '../workshop.js'

const PRETTIER = [
  'node_modules/prettier/bin/prettier.cjs',
  '.',
  '--cache',
  '--cache-location=tmp/prettier-cache',
]

/**
 * What each found is kept in tmp/, so that a second run reads only what has changed since.
 *
 * @type {Record<string, string[]>}
 */
export const tools = {
  'format': [...PRETTIER, '--write'],
  'format:check': [...PRETTIER, '--check', '--log-level', 'warn'],
  'lint': [
    'node_modules/eslint/bin/eslint.js',
    '.',
    '--max-warnings=0',
    '--cache',
    '--cache-location=tmp/eslint-cache',
  ],
  'types': [
    'node_modules/typescript/bin/tsc',
    '--noEmit',
    '--incremental',
    '--tsBuildInfoFile',
    'tmp/types.tsbuildinfo',
  ],
  'types:bootstrap': ['node_modules/typescript/bin/tsc', '-p', 'bin/bootstrap', '--noEmit'],
}

/**
 * One of the tools that read the sources, under the right Node.
 *
 * @param {string} name
 * @param {string[]} args
 */
export default async function tool(name, ...args) {
  leaveStandardOutputAlone()
  const { node, environment } = await openWorkshop()
  const child = spawn(node, [...tools[name], ...args], {
    cwd: root,
    env: environment,
    stdio: 'inherit',
  })
  beforeExit(() => stop(child, 'SIGTERM', 10_000))
  const [status] = await once(child, 'exit')
  return status ?? 1
}

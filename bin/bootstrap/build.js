import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRoot, root } from './paths.js'
import { mustRun } from './processes.js'
import { step } from './steps.js'

const STAMP = inRoot('build', '.bellhop')

/** What the build is made of. Tests and this bootstrap change nothing in it. */
const SOURCES = [
  ...['app', 'bin', 'commands', 'config', 'database', 'providers', 'public', 'resources', 'start'],
  ...['ace.js', 'adonisrc.ts', 'package.json', 'package-lock.json', 'tsconfig.json'],
  ...['tsconfig.build.json', 'vite.config.ts'],
]

const UNBUILT = [join('public', 'assets'), join('bin', 'bootstrap'), join('bin', 'bellhop.js')]

/**
 * Compiles the program and its assets, when any source differs from what was built.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} environment
 */
export async function build(node, environment) {
  const wanted = sourcesStamp()
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  await step('Build', async () => {
    // `npm test` judges types; whoever only starts the program is not stopped by one in a test.
    const args = ['ace.js', 'build', '--tsconfig=tsconfig.build.json']
    await mustRun(node, args, { env: { ...environment, NODE_ENV: 'production' } })
    writeFileSync(STAMP, wanted)
  })
}

/**
 * Styles and scripts as people get them, for tests: without them Vite would serve the sources, and
 * reload a page in the middle of a test whenever it finds a package it has not bundled yet.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} environment
 */
export async function buildAssets(node, environment) {
  await step('Build assets', () =>
    mustRun(node, ['node_modules/vite/bin/vite.js', 'build'], { env: environment })
  )
}

/** Where there are built assets the development server would not be asked. */
export function dropAssets() {
  rmSync(inRoot('public', 'assets'), { recursive: true, force: true })
}

function sourcesStamp() {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap((source) => filesBelow(source))) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  const full = join(root, path)
  if (UNBUILT.includes(path) || !existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

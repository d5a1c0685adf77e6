import ace from '@adonisjs/core/services/ace'
import db from '@adonisjs/lucid/services/db'
import type { Group } from '@japa/runner/core'

/** Migrates, and grants what the application's role needs; once per run. */
export async function prepareDatabase() {
  const command = await ace.exec('database:prepare', ['--quiet'])
  if (command.exitCode) throw new Error('The database could not be prepared')
}

/** Each test sees its own rows only, and none of them is ever committed. */
export function withGlobalTransaction(group: Group) {
  group.each.setup(async () => {
    const transaction = await db.beginGlobalTransaction()
    const connection: Connection = await transaction.knexClient.client.acquireConnection()
    const query = connection.query
    connection.query = inTurn(query.bind(connection))
    return async () => {
      await db.rollbackGlobalTransaction()
      connection.query = query
    }
  })
}

type Done = (error: unknown, result?: unknown) => void
type Query = (config: object, done?: Done) => unknown

interface Connection {
  query: Query
}

/**
 * What goes out at once over a pool's connections, as preloads do, meets in one connection here, and
 * that takes one query at a time: each waits for the one before it.
 */
function inTurn(query: Query): Query {
  let last: Promise<unknown> = Promise.resolve()
  return (config, done) => {
    const answer = last.then(() => query(config))
    // Whoever asked hears of a failure; the next query's turn comes all the same.
    last = answer.catch(() => null)
    return done ? void answer.then((result) => done(null, result), done) : answer
  }
}

/** For tests that need real commits (several connections, jobs): every test starts empty. */
export function withEmptyTables(group: Group) {
  group.each.setup(() => truncateAll())
  group.teardown(() => truncateAll())
}

/** Empties every table of ours and the queue; the schema and its bookkeeping stay. */
export async function truncateAll() {
  const { rows } = await db.connection('owner').rawQuery<{ rows: { name: string }[] }>(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'bullmq')
      and tablename not in ('adonis_schema', 'adonis_schema_versions', 'migration')
  `)
  const tables = rows.map(({ name }) => name).join(', ')
  await db.connection('owner').rawQuery(`truncate ${tables} restart identity cascade`)
}

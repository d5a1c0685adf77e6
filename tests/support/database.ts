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
  group.each.setup(() => beginTransaction())
}

/** The same where making the rows costs more than the tests: made once, each test finds them as they were made. */
export function withRowsMadeOnce(group: Group, make: () => Promise<void>) {
  group.setup(async () => {
    const rollBack = await beginTransaction()
    try {
      await make()
    } catch (error) {
      // An open transaction would keep the run from ending, and from saying why.
      await rollBack()
      throw error
    }
    return rollBack
  })
  group.each.setup(async () => {
    await db.rawQuery('savepoint made')
    return async () => {
      await db.rawQuery('rollback to savepoint made')
    }
  })
}

async function beginTransaction() {
  const transaction = await db.beginGlobalTransaction()
  const connection: Connection = await transaction.knexClient.client.acquireConnection()
  const query = connection.query
  connection.query = inTurn(forgetTenants(async (config) => query.call(connection, config)))
  return async () => {
    await db.rollbackGlobalTransaction()
    connection.query = query
  }
}

/**
 * A transaction keeps to one business until it ends; here it is a savepoint, after which that would
 * hold on for whatever the test does next.
 */
function forgetTenants(query: Ask): Ask {
  let depth = 0
  return async (config) => {
    const [step] = /^(SAVEPOINT|RELEASE|ROLLBACK TO)/.exec(config.text ?? '') ?? []
    if (step) depth += step === 'SAVEPOINT' ? 1 : -1
    const result = await query(config)
    if (step && depth === 0) await query({ text: FORGET_TENANT })
    return result
  }
}

const FORGET_TENANT =
  "select set_config('role', 'none', true), set_config('bellhop.business', '', true)"

interface Statement {
  text?: string
}
type Ask = (config: Statement) => Promise<unknown>
type Done = (error: unknown, result?: unknown) => void
type Query = (config: Statement, done?: Done) => unknown

interface Connection {
  query: Query
}

/**
 * What goes out at once over a pool's connections, as preloads do, meets in one connection here, and
 * that takes one query at a time: each waits for the one before it.
 */
function inTurn(query: Ask): Query {
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

/**
 * Empties every table of ours and the queue, and counts ids from one again; the schema and its
 * bookkeeping stay. Rows are deleted, without triggers and without looking at foreign keys: where
 * tables are many and nearly empty, truncating them takes twenty times as long.
 */
async function truncateAll() {
  await db.connection('owner').rawQuery(`
    do $$
    declare
      name text;
    begin
      perform set_config('session_replication_role', 'replica', true);
      for name in
        select format('%I.%I', schemaname, tablename) from pg_tables
        where schemaname in ('public', 'bullmq')
          and tablename not in ('adonis_schema', 'adonis_schema_versions', 'migration')
      loop
        execute 'delete from ' || name;
      end loop;
      for name in
        select format('%I.%I', schemaname, sequencename) from pg_sequences
        where schemaname in ('public', 'bullmq') and last_value is not null
          and sequencename !~ '^adonis_schema'
      loop
        perform setval(name::regclass, 1, false);
      end loop;
    end $$
  `)
}

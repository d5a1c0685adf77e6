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
    await db.beginGlobalTransaction()
    return () => db.rollbackGlobalTransaction()
  })
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

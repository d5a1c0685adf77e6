import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import type { BaseSchema } from '@adonisjs/lucid/schema'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { BackupKey } from '#services/backups/backup_keys'
import { BackupRefused, damaged } from '#services/backups/backup_refused'
import { COPY_SETTINGS, listed, named } from '#services/backups/copied_tables'
import type { BackupManifest } from '#services/backups/manifest'
import { readBackup, verifyBackup } from '#services/backups/read_backup'
import { PREPARING } from '#services/backups/write_backup'
import { takeReferencesAway } from '#database/references'
import { ROW_POLICIES } from '#database/row_policies'

export interface RestoreOrder {
  path: string
  keys: BackupKey[]
  /** The name of the database whose rows may go, as somebody typed it. */
  replace: string | null
  /** Of Lucid, as the owner of the schema. */
  connectionName: string
  /** Where the queue keeps its jobs, which know the rows that go. */
  queueSchema: string
}

export interface RestoredBackup {
  manifest: BackupManifest
  database: string
  migratedSince: number
}

/**
 * Puts a database into the state that a backup holds: its schema as it was then, its rows, and the
 * migrations since. All in one transaction, so that whatever breaks it off leaves what was there.
 */
export async function restoreBackup(order: RestoreOrder): Promise<RestoredBackup> {
  const manifest = await verifyBackup(order.path, order.keys)
  const known = await knownMigrations(order.connectionName)
  const then = new Set(manifest.migrations)
  const unknown = manifest.migrations.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new BackupRefused(newer(manifest, unknown[0]))
  const since = known.filter((name) => !then.has(name))

  return db.connection(order.connectionName).transaction(async (trx) => {
    const database = await takeDatabase(trx, order.replace)
    const client: Client = await trx.knexClient.client.acquireConnection()
    await client.query(COPY_SETTINGS)
    await client.query(DROP_ALL)
    for (const name of manifest.migrations) await migrate(trx, name)
    await client.query(`
      create table if not exists adonis_schema_versions (version integer primary key);
      set constraints all immediate`)
    await fill(client, order, manifest)
    for (const name of since) {
      await migrate(trx, name)
      await client.query('set constraints all immediate')
      await noteMigration(trx, name)
    }
    await client.query(ROW_POLICIES)
    await emptyQueue(client, order.queueSchema)
    return { manifest, database, migratedSince: since.length }
  })
}

/** The names of those that this version has, oldest first. */
async function knownMigrations(connectionName: string): Promise<string[]> {
  const runner = new MigrationRunner(db, app, { direction: 'up', connectionName })
  const list = await runner.getList()
  return list.flatMap(({ name, status }) => (status === 'corrupt' ? [] : [name]))
}

function newer(manifest: BackupManifest, migration: string): string {
  return (
    `The backup was made by version ${manifest.applicationVersion}, whose database knows ` +
    `${migration}, and this version does not. Restore it with that version or a later one.`
  )
}

/** Refuses what others use, and what would be lost without somebody having said so. */
async function takeDatabase(trx: TransactionClientContract, replace: string | null) {
  const { rows } = await trx.rawQuery<{ rows: DatabaseState[] }>(DATABASE_STATE, [PREPARING])
  const { database, isFree, others, users } = rows[0]
  if (!isFree) throw new BackupRefused('The database is being prepared or backed up. Try again.')
  if (others > 0) {
    throw new BackupRefused(
      `${others} other connections use the database ${database}. Stop Bellhop first, every process of it.`
    )
  }
  if (replace !== null && replace !== database) {
    throw new BackupRefused(`The database is called ${database}, not ${replace}.`)
  }
  if (replace !== null || !users) return database
  const counted = await trx.rawQuery<{ rows: { total: number }[] }>(
    'select (select count(*) from users) + (select count(*) from businesses) as total'
  )
  if (counted.rows[0].total === 0) return database
  throw new BackupRefused(
    `The database ${database} holds businesses or people. To lose all of it for the backup, say --replace=${database}.`
  )
}

interface DatabaseState {
  database: string
  isFree: boolean
  others: number
  users: string | null
}

const DATABASE_STATE = `
  select current_database() as database, pg_try_advisory_xact_lock(?) as "isFree",
         cast(to_regclass('public.users') as text) as users,
         (select count(*) from pg_stat_activity
           where datname = current_database() and backend_type = 'client backend'
             and pid <> pg_backend_pid()) as others`

/** What extensions brought stays, and so does Lucid's list of what has run. */
const DROP_ALL = `
  do $$
  declare gone text;
  begin
    for gone in
      select format('drop table if exists %s cascade', cast(oid as regclass)) from pg_class
       where relnamespace = cast('public' as regnamespace) and relkind in ('r', 'p')
         and relname not in ('adonis_schema', 'adonis_schema_versions')
    loop execute gone; end loop;
    for gone in
      select format('drop routine if exists %s cascade', cast(oid as regprocedure)) from pg_proc
       where pronamespace = cast('public' as regnamespace)
         and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
    loop execute gone; end loop;
    for gone in
      select format('drop sequence if exists %s cascade', cast(oid as regclass)) from pg_class
       where relnamespace = cast('public' as regnamespace) and relkind = 'S'
         and not exists (select from pg_depend where objid = pg_class.oid and deptype in ('a', 'i', 'e'))
    loop execute gone; end loop;
  end $$`

async function migrate(trx: TransactionClientContract, name: string) {
  const { default: Migration }: { default: MigrationClass } = await import(`#${name}`)
  await new Migration(trx, name, false).execUp()
}

type MigrationClass = new (...args: ConstructorParameters<typeof BaseSchema>) => BaseSchema

async function noteMigration(trx: TransactionClientContract, name: string) {
  await trx.rawQuery(
    'insert into adonis_schema (name, batch) select ?, coalesce(max(batch), 0) + 1 from adonis_schema',
    [name]
  )
}

/** Triggers would add what the backup has already, and tables are filled in no order that references allow. */
async function fill(client: Client, order: RestoreOrder, manifest: BackupManifest) {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]))
  const all = [...tables.keys()].map(named)
  const references = await takeReferencesAway(client)
  for (const table of all) await client.query(`alter table ${table} disable trigger user`)
  await client.query(`truncate ${all.join(', ')}`)

  const parts = readBackup(order.path, order.keys)
  for (;;) {
    const { done, value } = await parts.next()
    if (done) break
    const table = tables.get(value.table)
    if (!table) throw damaged('it holds more than it should')
    await pipeline(
      Readable.from([value.body]),
      client.query(copyFrom(`copy ${listed(table)} from stdin`))
    )
  }

  for (const { name, lastValue, isCalled } of manifest.sequences) {
    await client.query('select setval($1, $2, $3)', [named(name), lastValue, isCalled])
  }
  await client.query('set constraints all immediate')
  for (const table of all) await client.query(`alter table ${table} enable trigger user`)
  for (const reference of references) await client.query(reference)
}

/** What is due is found in the rows again. */
async function emptyQueue(client: Client, schema: string) {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname = $1 and tablename <> 'migration'`,
    [schema]
  )
  if (rows.length > 0) await client.query(`truncate ${rows.map(({ name }) => name).join(', ')}`)
}

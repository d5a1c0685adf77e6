import { randomBytes } from 'node:crypto'
import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { escapeIdentifier, type Client } from 'pg'
import { takeReferencesAway } from '#database/references'
import { ArchiveRefused, damagedArchive } from '#services/archives/archive_refused'
import type { ArchiveManifest } from '#services/archives/archive_manifest'
import { carriedTables, publicly, type CarriedTable } from '#services/archives/carried_tables'
import { LEFT_OUT_COLUMNS } from '#services/archives/left_out'
import { readArchive, verifyArchive } from '#services/archives/read_archive'
import { COPY_SETTINGS } from '#services/backups/copied_tables'
import { PREPARING } from '#services/backups/write_backup'

interface ImportOrder {
  path: string
  /** Of Lucid, as the owner of the schema. */
  connectionName: string
}

/**
 * Puts a business into an installation that has none, under its own numbers. In one transaction: whatever
 * breaks it off leaves an empty one.
 */
export async function importBusiness(order: ImportOrder): Promise<ArchiveManifest> {
  const manifest = await verifyArchive(order.path)
  return db.connection(order.connectionName).transaction(async (trx) => {
    const client: Client = await trx.knexClient.client.acquireConnection()
    await client.query(COPY_SETTINGS)
    await client.query("set local lock_timeout to '10s'")
    await refuseUnlessEmpty(client)
    const tables = await tablesFor(client, manifest)
    const references = await takeReferencesAway(client)
    // Triggers would add what is in the archive already.
    for (const { name } of tables) {
      await client.query(`alter table ${publicly(name)} disable trigger user`)
    }
    await fill(client, order.path, tables)
    // Of a password that nobody knows, and as slow to compare as any.
    const password = await hash.make(randomBytes(32).toString('base64url'))
    await client.query('update public.users set password = $1', [password])
    for (const { name } of tables) {
      await client.query(`alter table ${publicly(name)} enable trigger user`)
    }
    for (const reference of references) await client.query(reference)
    await countOn(client)
    return manifest
  })
}

async function refuseUnlessEmpty(client: Client) {
  const { rows } = await client.query<{ isFree: boolean; isEmpty: boolean }>(
    `select pg_try_advisory_xact_lock($1) as "isFree",
            not exists (select from public.businesses) and not exists (select from public.users) as "isEmpty"`,
    [PREPARING]
  )
  if (!rows[0].isFree) throw new ArchiveRefused('The database is being prepared. Try again.')
  if (rows[0].isEmpty) return
  throw new ArchiveRefused(
    'There are businesses or people here. A business keeps its numbers, so it is taken in where there are none: start with DEMO=off and another DATA_DIR or database.'
  )
}

/** Those of here that the archive has lines for. */
async function tablesFor(client: Client, manifest: ArchiveManifest): Promise<CarriedTable[]> {
  const { rows } = await client.query<{ version: string }>(
    'select max(name) as version from adonis_schema'
  )
  if (rows[0].version !== manifest.schemaVersion) {
    throw new ArchiveRefused(
      `The archive is of version ${manifest.applicationVersion}, whose database is at ${manifest.schemaVersion}, and this one is at ${rows[0].version}. Take it in with that version, and upgrade then.`
    )
  }
  const here = await carriedTables(client)
  return manifest.tables.map(({ name, columns }) => {
    const table = here.find((known) => known.name === name)
    const isSame = columns.join() === table?.columns.map((column) => column.name).join()
    if (!table || !isSame) throw damagedArchive(`${name} is no table of this version`)
    return table
  })
}

async function fill(client: Client, path: string, tables: CarriedTable[]) {
  const inserts = new Map(tables.map((table) => [table.name, insertInto(table)]))
  const files = readArchive(path)
  for (;;) {
    const { done, value } = await files.next()
    if (done) return
    const insert = inserts.get(value.table)
    if (!insert) throw damagedArchive('it holds more than it should')
    await client.query(insert, [`[${value.lines.join(',')}]`])
  }
}

/** What was left out and may not be empty is made anew, another one for each row. */
function insertInto({ name, columns }: CarriedTable): string {
  const carried = columns.map((column) => escapeIdentifier(column.name))
  const anew = Object.entries(LEFT_OUT_COLUMNS).flatMap(([column, { replacedBy }]) => {
    const [table, own] = column.split('.')
    return table === name && replacedBy ? [{ own: escapeIdentifier(own), replacedBy }] : []
  })
  const into = [...carried, ...anew.map(({ own }) => own)]
  const values = [...carried, ...anew.map(({ replacedBy }) => replacedBy)]
  return `insert into ${publicly(name)} (${into.join(', ')}) overriding system value
    select ${values.join(', ')} from json_populate_recordset(null::${publicly(name)}, cast($1 as json))`
}

/** The next row of each table gets a number that none has. */
async function countOn(client: Client) {
  const { rows } = await client.query<{ statement: string }>(`
    select format('select setval(%L, greatest(1, max(%I)), max(%I) is not null) from %s',
                  pg_get_serial_sequence(cast(cast(attrelid as regclass) as text), attname),
                  attname, attname, cast(attrelid as regclass)) as statement
      from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = cast('public' as regnamespace) and attidentity <> ''`)
  for (const { statement } of rows) await client.query(statement)
}

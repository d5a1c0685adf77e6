import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import pg from 'pg'
import queueConfig from '#config/queue'
import { openShop } from '#database/factories/business'
import { readerPolicies } from '#database/reader_policies'
import { restoreBackup } from '#database/restore_backup'
import { backupKey, type BackupKey } from '#services/backups/backup_keys'
import {
  asked,
  backUp,
  begin,
  checksumsOf,
  OWNER_URL,
  shapeOf,
  withScratch,
  type Scratch,
} from '#tests/support/backups'
import { withEmptyTables } from '#tests/support/database'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { until } from '#tests/support/until'

const KEY = backupKey('a key of thirty-two characters or more')
const OTHER = backupKey('another key of thirty-two characters')
const FUTURE = 'database/migrations/9999999999_come_from_the_future'

/** Looks without a pause: each statement takes but milliseconds. */
async function reaches(target: Scratch, statement: string) {
  const client = new pg.Client({ connectionString: OWNER_URL })
  await client.connect()
  const deadline = performance.now() + 30_000
  try {
    while (performance.now() < deadline) {
      const { rows } = await client.query(
        'select from pg_stat_activity where datname = $1 and strpos(lower(query), $2) > 0',
        [target.name, statement]
      )
      if (rows.length > 0) return
    }
    throw new Error(`The restore never came to "${statement}"`)
  } finally {
    await client.end()
  }
}

function restore(target: Scratch, path: string, keys: BackupKey[] = [], replace?: string) {
  return restoreBackup({
    ...{ path, keys, replace: replace ?? null },
    ...{ connectionName: target.name, queueSchema: queueConfig.schema },
  })
}

test.group('A restore', (group) => {
  withEmptyTables(group)
  const scratch = withScratch(group)

  test('refuses a {kind} file that was changed, cut off or is no backup')
    .with([
      { kind: 'plain', keys: [] },
      { kind: 'sealed', keys: [KEY] },
    ])
    .run(async ({ assert }, { keys }) => {
      const { folder } = scratch.place
      await place(await openShop())
      const { path } = await backUp(folder, { key: keys[0] ?? null })
      const target = await scratch.database()
      const whole = await readFile(path)
      const bad = join(folder, keys.length > 0 ? 'bad.tar.gz.sealed' : 'bad.tar.gz')
      const changed = (at: number) => {
        const bytes = Buffer.from(whole)
        bytes[at] ^= 1
        return bytes
      }
      const files = [
        ...[0.1, 0.5, 0.9].map((share) => changed(Math.floor(whole.length * share))),
        ...[0, 10, 5_000, whole.length - 1].map((end) => whole.subarray(0, end)),
        ...[changed(whole.length - 6), Buffer.from('Not a backup at all')],
      ]
      for (const bytes of files) {
        await writeFile(bad, bytes)
        await assert.rejects(() => restore(target, bad, keys), /^The backup is damaged/)
      }
      await assert.rejects(() => restore(target, join(folder, 'none')), /There is no file/)
      assert.deepEqual(Object.keys(await checksumsOf(target.ownerUrl)), [])
    })

  test('needs the key that a backup was made with', async ({ assert }) => {
    await openShop()
    const { path } = await backUp(scratch.place.folder, { key: KEY })
    const target = await scratch.database()
    await assert.rejects(() => restore(target, path, [OTHER]), /is encrypted with key/)
    await assert.rejects(() => restore(target, path), /BACKUP_KEY is not set/)
    await restore(target, path, [OTHER, KEY])
    assert.deepEqual(await checksumsOf(target.ownerUrl), await checksumsOf(OWNER_URL))
  })

  test('refuses the database of a newer version', async ({ assert }) => {
    await asked(OWNER_URL, `insert into adonis_schema (name, batch) values ('${FUTURE}', 99)`)
    const made = backUp(scratch.place.folder)
    await made.finally(() => asked(OWNER_URL, `delete from adonis_schema where name = '${FUTURE}'`))
    const { path } = await made
    const target = await scratch.database()
    await assert.rejects(() => restore(target, path), /come_from_the_future, and this version/)
  })

  test('brings an older database up to this version', async ({ assert }) => {
    await place(await openShop())
    const current = await backUp(scratch.place.folder)
    const old = await scratch.database()
    await restore(old, current.path)
    await asked(
      old.ownerUrl,
      "drop table backups; delete from adonis_schema where name like '%remember_backups'"
    )
    const { path } = await backUp(scratch.place.folder, { databaseUrl: old.ownerUrl })
    const target = await scratch.database()
    const { migratedSince } = await restore(target, path)
    assert.equal(migratedSince, 1)
    // Who reads there is of a server rather than of a backup: preparing says so, which follows.
    await asked(target.ownerUrl, readerPolicies('bellhop_app'))
    assert.deepEqual(await shapeOf(target.ownerUrl), await shapeOf(OWNER_URL))
    const [theirs, ours] = [await checksumsOf(target.ownerUrl), await checksumsOf(OWNER_URL)]
    assert.deepEqual({ ...theirs, adonis_schema: '' }, { ...ours, adonis_schema: '' })
  })

  test('takes a database that holds something only by its name, and that nobody uses', async ({
    assert,
  }) => {
    const shop = await openShop()
    const { path } = await backUp(scratch.place.folder)
    const before = await checksumsOf(OWNER_URL)
    const target = await scratch.database()
    await restore(target, path)
    await asked(target.ownerUrl, "update businesses set name = 'Another'")
    const changed = await checksumsOf(target.ownerUrl)

    await assert.rejects(
      () => restore(target, path),
      `The database ${target.name} holds businesses or people. To lose all of it for the backup, say --replace=${target.name}.`
    )
    await assert.rejects(() => restore(target, path, [], 'bellhop'), /is called/)
    assert.deepEqual(await checksumsOf(target.ownerUrl), changed)

    await restore(target, path, [], target.name)
    assert.deepEqual(await checksumsOf(target.ownerUrl), before)
    const own = { connectionName: 'owner', queueSchema: queueConfig.schema, keys: [], path }
    await assert.rejects(() => restoreBackup({ ...own, replace: null }), /Stop Bellhop first/)
    await shop.business.refresh()
  })

  test('that is killed halfway leaves the database as it was', async ({ assert }) => {
    const shop = await openShop()
    await place(shop)
    const { path } = await backUp(scratch.place.folder)
    const target = await scratch.database()
    await restore(target, path)
    const before = await checksumsOf(target.ownerUrl)
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 3 }) })
    const later = await backUp(scratch.place.folder)
    const copied = join(scratch.place.folder, 'later.tar.gz')
    await copyFile(later.path, copied)

    await db.manager.close(target.name)
    for (const reached of ['create table', 'copy public', 'add constraint']) {
      const args = ['backup:restore', copied, `--replace=${target.name}`]
      const child = begin(args, target.settings)
      await reaches(target, reached)
      child.kill('SIGKILL')
      const state = `select from pg_stat_activity where datname = '${target.name}'`
      await until('its connection ends', async () => (await asked(OWNER_URL, state)).length === 0)
      assert.deepEqual(await checksumsOf(target.ownerUrl), before, reached)
    }
  })
})

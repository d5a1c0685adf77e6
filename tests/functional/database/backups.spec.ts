import { readdir } from 'node:fs/promises'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import {
  asked,
  backUp,
  begin,
  checksumsOf,
  command,
  holdTable,
  OWNER_URL,
  shapeOf,
  withScratch,
} from '#tests/support/backups'
import { withEmptyTables } from '#tests/support/database'
import { IN_THREE_DAYS, place } from '#tests/support/requests'
import { until } from '#tests/support/until'

const KEY = 'a key of thirty-two characters or more'
const AWKWARD = 'Tab\there, new\nline, back\\slash, \\N, quote " and ’, Zoë 🏊'

/** Copied in the order of their names, so this comes after bookings and before claims. */
const HALFWAY = 'calls'

test.group('A backup', (group) => {
  withEmptyTables(group)
  const scratch = withScratch(group)

  test('holds one moment of a database in use, and restores to the same rows', async ({
    assert,
  }) => {
    const shop = await openShop()
    await place(shop, { notes: AWKWARD })
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 2 }) })
    const before = await checksumsOf(OWNER_URL)
    const held = await holdTable(OWNER_URL, HALFWAY)
    const BACKUP_DIR = scratch.place.folder
    const making = command(['backup:create'], { BACKUP_DIR, BACKUP_KEY: KEY })
    await until('the copy is halfway', held.isWaitedFor)
    await place(shop, { startsAt: IN_THREE_DAYS.plus({ hours: 4 }) })
    await held.letGo()
    const made = await making
    assert.equal(made.status, 0, made.said)
    const [file] = await readdir(BACKUP_DIR)
    assert.include(made.said, file)

    const target = await scratch.database()
    const settings = { ...target.settings, BACKUP_KEY: KEY }
    const restored = await command(['backup:restore', `${BACKUP_DIR}/${file}`], settings)
    assert.equal(restored.status, 0, restored.said)
    assert.deepEqual(await checksumsOf(target.ownerUrl), before)
    assert.deepEqual(await shapeOf(target.ownerUrl), await shapeOf(OWNER_URL))
    assert.notDeepEqual(await checksumsOf(OWNER_URL), before)

    const verified = await command(['integrity:verify'], settings)
    assert.equal(verified.status, 0, verified.said)
    const url = settings.DATABASE_URL
    const [{ total }] = await asked(url, 'select count(*)::int as total from bookings')
    assert.equal(total, 2)
    const [{ next, last }] = await asked(
      url,
      `insert into users (full_name, email, password) values ('Sam', 'sam@new.example', '')
         returning id as next, (select max(id) from users) as last`
    )
    assert.isAbove(Number(next), Number(last))
  })

  test('that is killed halfway leaves nothing that looks like one', async ({ assert }) => {
    const { folder } = scratch.place
    await openShop()
    const held = await holdTable(OWNER_URL, HALFWAY)
    const child = begin(['backup:create', '--to', folder], {})
    await until('the copy is halfway', held.isWaitedFor)
    child.kill('SIGKILL')
    await held.letGo()
    const left = await readdir(folder)
    assert.isTrue(
      left.every((name) => name.endsWith('.partial')),
      left.join()
    )
    await until('the database lets the next one begin', async () => {
      const [{ free }] = await asked(
        OWNER_URL,
        `select count(*) = 0 as free from pg_locks where locktype = 'advisory'
            and objid = ${0x62656c6d}`
      )
      return free === true
    })
    const { file } = await backUp(folder)
    assert.includeMembers(await readdir(folder), [file])
  })

  test('is made before migrations where a folder is set, and without it none runs', async ({
    assert,
  }) => {
    const BACKUP_DIR = scratch.place.folder
    const target = await scratch.database()
    const prepare = (folder: string) =>
      command(['database:prepare'], { ...target.settings, BACKUP_DIR: folder })
    const first = await prepare(BACKUP_DIR)
    assert.equal(first.status, 0, first.said)
    assert.lengthOf(await readdir(BACKUP_DIR), 0)

    await asked(
      target.ownerUrl,
      "drop table backups; delete from adonis_schema where name like '%remember_backups'"
    )
    const refused = await prepare('/dev/null/backups')
    assert.equal(refused.status, 1)
    const migrated = () => asked(target.ownerUrl, "select to_regclass('backups') as found")
    assert.deepEqual(await migrated(), [{ found: null }])

    const second = await prepare(BACKUP_DIR)
    assert.equal(second.status, 0, second.said)
    assert.deepEqual(await migrated(), [{ found: 'backups' }])
    const [file] = await readdir(BACKUP_DIR)
    assert.match(file, /-before-migration\.tar\.gz$/)
  })

  test('is called by its moment', async ({ assert }) => {
    const { file, manifest } = await backUp(scratch.place.folder)
    const moment = DateTime.fromISO(manifest.takenAt, { zone: 'utc' })
    assert.equal(file, `bellhop-${moment.toFormat("yyyy-MM-dd'T'HH-mm-ss.SSS'Z'")}.tar.gz`)
  })
})

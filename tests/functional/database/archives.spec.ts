import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Readable } from 'node:stream'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import ExportBusiness from '#actions/archives/export_business'
import { openShop } from '#database/factories/business'
import DemoSeeder from '#database/seeders/demo_seeder'
import { importBusiness } from '#database/import_business'
import { LEFT_OUT_COLUMNS, LEFT_OUT_TABLES } from '#services/archives/left_out'
import { writeArchive } from '#services/archives/write_archive'
import { readTar } from '#services/backups/tar'
import { asked, checksumsOf, command, OWNER_URL, withScratch } from '#tests/support/backups'
import { withEmptyTables } from '#tests/support/database'
import { makeKey } from '#tests/support/keys'
import { place } from '#tests/support/requests'

const AWKWARD = 'Tab\there, new\nline, back\\slash, \\N, quote " and ’, Zoë 🏊'

test.group('The archive of a business', (group) => {
  withEmptyTables(group)
  const scratch = withScratch(group)

  const exported = async (slug: string) => {
    const file = join(scratch.place.folder, `${slug}.tar.gz`)
    await new ExportBusiness().handle(slug, file)
    return file
  }

  const emptyInstallation = async () => {
    const target = await scratch.database()
    const prepared = await command(['database:prepare', '--quiet'], target.settings)
    if (prepared.status !== 0) throw new Error(prepared.said)
    return target
  }

  test('takes all of it into an empty installation, to the same rows, and nothing of others', async ({
    assert,
  }) => {
    await new DemoSeeder(db.connection()).run()
    const [{ slug, id }] = await asked<{ slug: string; id: number }>(
      OWNER_URL,
      'select slug, id::int from businesses order by id limit 1'
    )
    await asked(OWNER_URL, `update bookings set notes = '${AWKWARD}' where business_id = ${id}`)
    await asked(OWNER_URL, `delete from businesses where id <> ${id}`)
    await asked(OWNER_URL, `delete from availability_marks where business_id <> ${id}`)
    await asked(OWNER_URL, 'delete from users where id not in (select user_id from memberships)')
    await blank(OWNER_URL)
    const here = await checksumsOf(OWNER_URL)
    await place(await openShop({ business: { name: 'Another one' } }))
    const file = join(scratch.place.folder, 'first.tar.gz')
    const made = await command(['business:export', slug, file], {})
    assert.equal(made.status, 0, made.said)

    const target = await emptyInstallation()
    const taken = await command(['business:import', file], target.settings)
    assert.equal(taken.status, 0, taken.said)

    await blank(target.ownerUrl)
    const there = await checksumsOf(target.ownerUrl)
    for (const table of Object.keys(LEFT_OUT_TABLES)) {
      delete here[table]
      delete there[table]
    }
    assert.deepEqual(there, here)
    const [{ total }] = await asked<{ total: number }>(
      target.ownerUrl,
      'select count(*)::int as total from bookings'
    )
    assert.isAbove(total, 10)

    const verified = await command(['integrity:verify'], target.settings)
    assert.equal(verified.status, 0, verified.said)
    const again = join(scratch.place.folder, 'again.tar.gz')
    await writeArchive({
      ...{ databaseUrl: target.ownerUrl, slug, path: again, applicationVersion: '1.0.0' },
    })
    assert.deepEqual(await linesIn(again), await linesIn(file))
  })

  test('can be read by others, says what each column is, and lists what is left out', async ({
    assert,
  }) => {
    const shop = await openShop()
    await place(shop, { notes: '=1+1' })
    const file = await exported(shop.business.slug)
    const files = await filesIn(file)
    const [title, booking] = files['bookings.csv'].split('\r\n')
    assert.include(title, 'reference,status,starts_at,ends_at,service,host,client_name')
    assert.include(booking, "'=1+1")
    assert.include(files['clients.csv'], 'name,email,phone')
    assert.match(files['bookings.ics'], /BEGIN:VEVENT[^]+SUMMARY:.+\r\n/)
    const schema: { name: string; columns: { name: string; type: string }[] }[] = JSON.parse(
      files['schema.json']
    )
    const bookings = schema.find(({ name }) => name === 'bookings')
    assert.deepInclude(
      bookings?.columns.find(({ name }) => name === 'starts_at'),
      { type: 'timestamp with time zone' }
    )
    const { leftOut } = JSON.parse(files['manifest.json'])
    assert.equal(leftOut.tables.api_keys, 'secret')
    assert.equal(leftOut.columns['users.password'], 'secret')
  })

  test('holds no password, no key and no secret of a connection', async ({ assert }) => {
    const shop = await openShop()
    await makeKey(shop.business, shop.user)
    const file = await exported(shop.business.slug)
    const all = Object.values(await filesIn(file)).join('\n')
    const [{ password }] = await asked<{ password: string }>(
      OWNER_URL,
      'select password from users'
    )
    const [{ hash }] = await asked<{ hash: string }>(OWNER_URL, 'select hash from api_keys')
    assert.isFalse(all.includes(password))
    assert.isFalse(all.includes(hash))
  })

  test('knows of every column that may hold a secret', async ({ assert }) => {
    const columns = await asked<{ name: string; table: string }>(
      OWNER_URL,
      `select table_name as table, table_name || '.' || column_name as name
         from information_schema.columns
        where table_schema = 'public' and column_name ~ 'secret|token|hash|password|salt'`
    )
    const loose = columns.filter(
      ({ name, table }) => !(table in LEFT_OUT_TABLES) && !(name in LEFT_OUT_COLUMNS)
    )
    assert.deepEqual(loose, [])
    const tables = await asked<{ name: string }>(
      OWNER_URL,
      "select tablename as name from pg_tables where schemaname = 'public'"
    )
    const known = new Set(tables.map(({ name }) => name))
    assert.deepEqual(
      Object.keys(LEFT_OUT_TABLES).filter((name) => !known.has(name)),
      []
    )
  })

  test('is refused where somebody is already, where it was changed, and of no business', async ({
    assert,
  }) => {
    const shop = await openShop()
    await place(shop)
    await assert.rejects(() => exported('nobody'), 'There is no business at /book/nobody.')

    const file = await exported(shop.business.slug)
    const own = { path: file, connectionName: 'owner' }
    await assert.rejects(() => importBusiness(own), /There are businesses or people here/)

    const target = await emptyInstallation()
    const before = await checksumsOf(target.ownerUrl)
    const bytes = await readFile(file)
    const bad = join(scratch.place.folder, 'bad.tar.gz')
    await writeFile(bad, bytes.subarray(0, bytes.length - 40))
    const torn = await command(['business:import', bad], target.settings)
    assert.equal(torn.status, 1)
    assert.include(torn.said, 'The archive is damaged')
    assert.deepEqual(await checksumsOf(target.ownerUrl), before)
  })
})

/** What is left out of tables that go along, which is another in each installation. */
async function blank(url: string) {
  await asked(url, "update users set password = ''")
  await asked(url, 'alter table one_time_links disable trigger user')
  await asked(url, "update one_time_links set token_hash = lpad(cast(id as text), 64, '0')")
}

async function filesIn(path: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const plain = gunzipSync(await readFile(path))
  for await (const { name, body } of readTar(Readable.from([plain]))) {
    files[name] = body.toString('utf8')
  }
  return files
}

async function linesIn(path: string): Promise<Record<string, string>> {
  const files = Object.entries(await filesIn(path))
  return Object.fromEntries(files.filter(([name]) => name.startsWith('tables/')))
}

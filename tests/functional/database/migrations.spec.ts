import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import { test } from '@japa/runner'
import pg from 'pg'
import env from '#start/env'

const SCRATCH = `bellhop_migrations_${process.pid}`

/** Everything that migrations make: columns with their types, constraints, indexes. */
async function shapeOf(connection: string) {
  const { rows } = await db.connection(connection).rawQuery(`
    select format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default)
      as line from information_schema.columns where table_schema = 'public'
    union all
    select format('%s: %s', conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all
    select indexdef from pg_indexes where schemaname = 'public'
    order by 1
  `)
  return rows.map(({ line }: { line: string }) => line)
}

async function migrate(direction: 'up' | 'down') {
  const runner = new MigrationRunner(db, app, {
    direction,
    connectionName: 'scratch',
    disableLocks: true,
    ...(direction === 'down' ? { batch: 0 } : {}),
  } as ConstructorParameters<typeof MigrationRunner>[2])
  await runner.run()
  if (runner.error) throw runner.error
}

test.group('Migrations', (group) => {
  const ownerUrl = env.get('DATABASE_OWNER_URL', env.get('DATABASE_URL'))

  group.setup(async () => {
    const owner = new pg.Client({ connectionString: ownerUrl })
    await owner.connect()
    await owner.query(`create database ${SCRATCH}`)
    const url = new URL(ownerUrl)
    url.pathname = `/${SCRATCH}`
    db.manager.add('scratch', {
      client: 'pg',
      connection: { connectionString: url.href },
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { enabled: false },
    })
    return async () => {
      await db.manager.close('scratch', true)
      await owner.query(`drop database ${SCRATCH} with (force)`)
      await owner.end()
    }
  })

  test('go up, down to nothing, and up again to the same', async ({ assert }) => {
    await migrate('up')
    const first = await shapeOf('scratch')
    assert.isAbove(first.length, 100)

    await migrate('down')
    const left = (await shapeOf('scratch')).filter(
      (line: string) => !line.includes('adonis_schema')
    )
    assert.deepEqual(left, [])

    await migrate('up')
    assert.deepEqual(await shapeOf('scratch'), first)
  })

  test('give a slug to businesses that have none', async ({ assert }) => {
    const scratch = db.connection('scratch')
    await scratch.rawQuery('alter table businesses drop column slug')
    await scratch.rawQuery('drop table retired_slugs')
    await scratch.from('adonis_schema').where('name', 'like', '%add_slug_to_businesses').delete()
    await scratch
      .table('businesses')
      .multiInsert(
        ['Café Zoë', 'Cafe Zoe', 'Admin'].map((name) => ({ name, time_zone: 'Europe/Paris' }))
      )

    await migrate('up')
    const slugs = await scratch.from('businesses').orderBy('id').select('slug')
    assert.deepEqual(
      slugs.map(({ slug }) => slug),
      ['cafe-zoe', 'cafe-zoe-2', 'admin-2']
    )
  })

  test('give bookings their clients, as new ones find theirs', async ({ assert }) => {
    const scratch = db.connection('scratch')
    const [business] = await scratch
      .table('businesses')
      .insert({ name: 'Pool', slug: 'pool', time_zone: 'Europe/London', locale: 'en-GB' })
      .returning('id')
    const of = { business_id: business.id }
    const [service] = await scratch
      .table('services')
      .insert({ ...of, name: 'Swim', slug: 'swim', duration_minutes: 60, price: 0 })
      .returning('id')
    const [host] = await scratch
      .table('hosts')
      .insert({ ...of, name: 'Anna', page_slug: 'anna', time_zone: 'Europe/London' })
      .returning('id')
    const contacts = [
      ['ines@a.example', null, 'approved'],
      ['INES@a.example', '07700 900318', 'approved'],
      [null, '+44 7700 900318', 'approved'],
      ['ines@b.example', '0044 7700 900318', 'approved'],
      ['leila@a.example', null, 'rejected'],
    ]
    for (const [nth, [email, phone, status]] of contacts.entries()) {
      const [holder] = await scratch.table('holders').insert(of).returning('id')
      await scratch.table('bookings').insert({
        ...of,
        ...{ id: holder.id, service_id: service.id, host_id: host.id, reference: `R-${nth}` },
        ...{ status, starts_at: '2030-01-07T10:00Z', ends_at: '2030-01-07T11:00Z' },
        ...{ client_name: `Client ${nth}`, client_email: email, client_phone: phone },
        ...{ client_time_zone: 'UTC', client_locale: 'en', price: 0, currency: 'GBP' },
        approved_at: status === 'approved' ? '2030-01-01T10:00Z' : null,
      })
    }
    await scratch
      .from('adonis_schema')
      .where('name', 'like', '%give_bookings_their_clients')
      .delete()

    await migrate('up')
    const { rows } = await scratch.rawQuery(
      `select records.name, clients.client_since is not null as "isClient", count(*)::int
         from bookings join clients on clients.id = client_id
           join clients as records on records.id = clients.record_id
        group by 1, 2 order by 1`
    )
    assert.deepEqual(rows, [
      { name: 'Client 0', isClient: true, count: 4 },
      { name: 'Client 4', isClient: false, count: 1 },
    ])
  })
})

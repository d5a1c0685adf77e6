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
})

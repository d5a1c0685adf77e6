import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'

/** Of the database that comes along, as `npm start` keeps it. */
const readLog = () => readFile(join(String(process.env.DATA_DIR), 'postgres', 'log'), 'utf8')

test.group('The log of the database', (group) => {
  withGlobalTransaction(group)

  test('has nothing of what people typed, whatever goes wrong with it', async ({ assert }) => {
    const { email } = await UserFactory.merge({ email: 'canary@logs.example' }).create()
    const wrong: [sql: string, values: string[]][] = [
      [
        `insert into users (full_name, email, password, email_verified_at) values (?, ?, ?, now())`,
        ['Canary', email, 'x'],
      ],
      [`insert into users (full_name, email, password) values ('Canary Bird', ?, null)`, [email]],
      ['select cast(? as date)', ['canary of no day']],
      [`select cast('canary of no number' as integer)`, []],
    ]
    for (const [sql, values] of wrong) {
      await assert.rejects(() => db.transaction((trx) => trx.rawQuery(sql, values)))
    }
    const log = await readLog()
    assert.include(log, 'ready to accept connections')
    assert.notMatch(log, /canary/i)
  })
})

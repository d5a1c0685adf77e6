import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import { isStoreAway } from '#exceptions/store_away'
import { inTransaction } from '#transactions'

async function pidOf(trx: Transaction): Promise<number> {
  const { rows } = await trx.rawQuery<{ rows: { pid: number }[] }>('select pg_backend_pid() as pid')
  return rows[0].pid
}

test.group('A transaction', () => {
  test('whose COMMIT is refused is not called done', async ({ assert }) => {
    const refused = inTransaction(async (trx) => {
      await trx.rawQuery(`create temporary table once (
        id int unique deferrable initially deferred
      ) on commit drop`)
      await trx.rawQuery('insert into once values (1), (1)')
    })
    await assert.rejects(() => refused, /once_id_key/)
  })

  test('that throws leaves nothing, and gives its connection back', async ({ assert }) => {
    const pool = db.connection().getWriteClient().client.pool
    const before = pool.numUsed()
    await assert.rejects(
      () =>
        inTransaction(() => {
          throw new Error('on purpose')
        }),
      'on purpose'
    )
    assert.equal(pool.numUsed(), before)
  })

  test('whose COMMIT never arrived is not called done either', async ({ assert }) => {
    const lost = inTransaction(async (trx) => {
      await db.rawQuery('select pg_terminate_backend(?)', [await pidOf(trx)])
      return 'booked'
    })
    const error = await lost.then(
      (result) => result,
      (reason: unknown) => reason
    )
    assert.notEqual(error, 'booked')
    assert.isTrue(isStoreAway(error))
    // Until the pool has noticed, it may hand the dead connection out once more.
    await db.rawQuery('select 1').catch(() => db.rawQuery('select 1'))
  })

  test('of an action is never Lucid’s own, which would not say so', async ({ assert }) => {
    const folder = app.makePath('app')
    const files = (await readdir(folder, { recursive: true })).filter((file) =>
      /^(actions|claims|transactions)\/.*\.ts$/.test(file)
    )
    const bare = []
    for (const file of files) {
      const source = await readFile(join(folder, file), 'utf8')
      if (/db\.transaction\b[^`]/.test(source)) bare.push(file)
    }
    assert.deepEqual(bare, ['transactions/in_transaction.ts'])
  })
})

import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import type Business from '#models/settings/business'
import Service from '#models/services/service'
import { withEmptyTables } from '#tests/support/database'
import { onBehalfOf } from '#services/tenant'
import { inTransaction, sqlState } from '#transactions'

const NOT_OF_TENANT = '42501'

const enquiryAt = (business: Business) => ({
  business_id: business.id,
  client_name: 'Asha',
  client_email: 'asha@example.com',
  ...{ client_time_zone: 'Europe/Berlin', client_locale: 'en', message: 'Is there parking?' },
})

async function tablesOfTenants(): Promise<string[]> {
  const { rows } = await db.rawQuery(
    `select table_name from information_schema.columns
     where table_schema = 'public' and column_name = 'business_id' and table_name <> 'sign_ins'
     order by 1`
  )
  return rows.map((row: { table_name: string }) => row.table_name)
}

test.group('Rows of a business, in a transaction that is for one', (group) => {
  withEmptyTables(group)

  test('have their policies in every table that names a business', async ({ assert }) => {
    const { rows } = await db.rawQuery(
      `select tablename, array_agg(lower(cmd) order by cmd) as commands from pg_policies
       where schemaname = 'public' and permissive = 'PERMISSIVE' group by 1`
    )
    const known = new Map<string, string[]>(
      rows.map((row: { tablename: string; commands: string[] }) => [row.tablename, row.commands])
    )
    const tables = await tablesOfTenants()
    assert.isAbove(tables.length, 40)
    for (const table of tables) {
      assert.deepEqual(known.get(table), ['delete', 'insert', 'select', 'update'], table)
    }
    const { rows: off } = await db.rawQuery(
      `select relname from pg_class where relname = any(?) and not relrowsecurity`,
      [tables]
    )
    assert.isEmpty(off)
  })

  test('are added, changed and removed as ever', async ({ assert }) => {
    const { business, service, host } = await openShop()
    await onBehalfOf(business.id, () =>
      inTransaction(async (trx) => {
        await trx.from('services').where('id', service.id).update({ name: 'Another name' })
        await trx.from('service_hosts').where('host_id', host.id).delete()
        await trx.table('enquiries').insert(enquiryAt(business))
      })
    )
    assert.equal((await Service.findOrFail(service.id)).name, 'Another name')
    assert.isNull(await db.from('service_hosts').where('host_id', host.id).first())
    assert.isNotNull(await db.from('enquiries').where('business_id', business.id).first())
  })

  test('are neither changed nor removed where they are another’s', async ({ assert }) => {
    const { business } = await openShop()
    const { service: theirs } = await openShop()
    const found = await onBehalfOf(business.id, () =>
      inTransaction(async (trx) => {
        const changed = await trx.from('services').where('id', theirs.id).update({ name: 'Ours' })
        const removed = await trx.from('service_hosts').where('service_id', theirs.id).delete()
        return [Number(changed), Number(removed)]
      })
    )
    assert.deepEqual(found, [0, 0])
    assert.equal((await Service.findOrFail(theirs.id)).name, theirs.name)
  })

  test('are not added to another, nor given to it', async ({ assert }) => {
    const { business, service } = await openShop()
    const { business: other } = await openShop()
    const writes: ((trx: Transaction) => Promise<unknown>)[] = [
      (trx) => trx.table('enquiries').insert(enquiryAt(other)),
      (trx) => trx.from('services').where('id', service.id).update({ business_id: other.id }),
    ]
    for (const write of writes) {
      const refused = await onBehalfOf(business.id, () => inTransaction(write)).catch(sqlState)
      assert.equal(refused, NOT_OF_TENANT)
    }
  })

  test('are written for everybody where the transaction is for nobody alone', async ({
    assert,
  }) => {
    const { service } = await openShop()
    const { business: other } = await openShop()
    await onBehalfOf(other.id, () => inTransaction(async () => null))
    const changed = await inTransaction((trx) =>
      trx.from('services').where('id', service.id).update({ name: 'By a worker' })
    )
    assert.equal(Number(changed), 1)
  })
})

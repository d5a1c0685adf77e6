import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { withEmptyTables } from '#tests/support/database'
import { inTransaction, lockBusiness, sqlState } from '#transactions'

const LOCK_NOT_AVAILABLE = '55P03'

test.group('Whoever changes the services of a business', (group) => {
  withEmptyTables(group)

  test('waits for another who does, and holds up nothing that only names it', async ({
    assert,
  }) => {
    const { business } = await openShop()
    await inTransaction(async (first) => {
      await lockBusiness(first, business.id)
      const second = await inTransaction(async (trx) => {
        await trx.rawQuery("set local lock_timeout = '100ms'")
        await lockBusiness(trx, business.id)
      }).catch(sqlState)
      assert.equal(second, LOCK_NOT_AVAILABLE)
      await inTransaction(async (trx) => {
        await trx.rawQuery("set local lock_timeout = '500ms'")
        await trx.table('enquiries').insert({
          ...{ business_id: business.id, client_name: 'Asha', message: 'Is there parking?' },
          ...{ client_time_zone: 'Europe/Berlin', client_locale: 'en' },
          client_email: 'asha@example.com',
        })
      })
    })
  })
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import ForgetExpired from '#actions/housekeeping/forget_expired'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'

test.group('Housekeeping', (group) => {
  withGlobalTransaction(group)

  test('forgets keys after 24 hours and limits that are over, and nothing else', async ({
    assert,
  }) => {
    const { business } = await openShop()
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
    await db.table('idempotency_keys').multiInsert(
      [23, 25].map((hours) => ({
        business_id: business.id,
        key: `${hours} hours old`,
        request_hash: 'x'.repeat(64),
        created_at: hoursAgo(hours),
      }))
    )
    await db.table('rate_limits').multiInsert([
      { key: 'over', points: 1, expire: Date.now() - 1000 },
      { key: 'running', points: 1, expire: Date.now() + 60_000 },
    ])

    await new ForgetExpired().handle()

    const keys = await db.from('idempotency_keys').where('business_id', business.id)
    assert.deepEqual(
      keys.map(({ key }) => key),
      ['23 hours old']
    )
    const limits = await db.from('rate_limits').whereIn('key', ['over', 'running'])
    assert.deepEqual(
      limits.map(({ key }) => key),
      ['running']
    )
  })
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import ForgetExpired from '#actions/housekeeping/forget_expired'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { pictureRow, placeOfBusiness } from '#tests/support/pictures'

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

  test('forgets pictures that were shown long ago, with their files', async ({ assert }) => {
    const { business } = await openShop()
    const place = placeOfBusiness(business, 'logo')
    for (const days of [91, 89]) {
      const removedAt = DateTime.now().minus({ days })
      await (await pictureRow(place)).merge({ removedAt }).save()
    }
    await pictureRow(place)
    await new ForgetExpired().handle()
    const left = await db.from('pictures').where('business_id', business.id)
    const files = await db.from('picture_files').whereIn(
      'picture_id',
      left.map(({ id }) => id)
    )
    assert.deepEqual([left.length, files.length], [2, 2])
  })

  test('forgets a visitor with the visit, the salt with the day, the visit after 13 months', async ({
    assert,
  }) => {
    const { business } = await openShop({ business: { timeZone: 'Pacific/Auckland' } })
    const now = DateTime.now().setZone(business.timeZone)
    // By the database's clock, whose months end elsewhere than the business's.
    const keptFrom = now.toUTC().minus({ months: 13 })
    const visits = [
      { visitor: 'going on', at: now.minus({ minutes: 29 }) },
      { visitor: 'over', at: now.minus({ minutes: 31 }) },
      { visitor: null, at: keptFrom.plus({ hours: 1 }) },
      { visitor: null, at: keptFrom.minus({ hours: 1 }) },
    ]
    await db.table('visits').multiInsert(
      visits.map(({ visitor, at }) => ({
        business_id: business.id,
        began_at: at.toJSDate(),
        seen_at: at.toJSDate(),
        visitor,
        step: 1,
      }))
    )
    const days = [now, now.minus({ days: 1 })].map((day) => day.toFormat('yyyy-MM-dd'))
    await db
      .table('visitor_salts')
      .multiInsert(days.map((day) => ({ business_id: business.id, day, salt: 'x'.repeat(32) })))

    await new ForgetExpired().handle()

    const left = await db.from('visits').where('business_id', business.id).orderBy('id')
    assert.deepEqual(
      left.map(({ visitor }) => visitor),
      ['going on', null, null]
    )
    const salts = await db
      .from('visitor_salts')
      .where('business_id', business.id)
      .select(db.raw('cast(day as text)'))
    assert.deepEqual(salts, [{ day: days[0] }])
  })
})

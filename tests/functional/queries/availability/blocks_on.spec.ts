import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { blocksOn } from '#queries/availability/blocks_on'
import { loadQuestion } from '#queries/availability/load_availability'
import { explain } from '#scheduling/reasons/reasons'
import { blockTime } from '#tests/support/blocks'
import { withGlobalTransaction } from '#tests/support/database'
import { at } from '#tests/support/questions'

test.group('Blocks on given days', (group) => {
  withGlobalTransaction(group)

  test('are read by each host’s own clock, a date an entry, earliest first', async ({ assert }) => {
    const shop = await openShop({ hosts: 2 })
    const [anna, tom] = shop.hosts
    await tom.merge({ timeZone: 'America/New_York' }).save()
    const course = await blockTime(shop.hosts, { lastDate: '2026-12-03', reason: 'First aid' })

    const found = await blocksOn(shop.hosts, at('2026-12-02T00:00Z'), at('2026-12-03T15:00Z'))
    assert.deepEqual(
      found.map(({ hostId, date, start, end }) => [
        hostId,
        date,
        new Date(start).toISOString().slice(0, 16),
        new Date(end).toISOString().slice(0, 16),
      ]),
      [
        [anna.id, '2026-12-02', '2026-12-02T14:00', '2026-12-02T16:00'],
        [tom.id, '2026-12-02', '2026-12-02T19:00', '2026-12-02T21:00'],
        [anna.id, '2026-12-03', '2026-12-03T14:00', '2026-12-03T16:00'],
      ]
    )
    const [{ blockId, reason, isWeekly, isWholeDay }] = found
    assert.deepEqual(
      [blockId, reason, isWeekly, isWholeDay],
      [course.id, 'First aid', false, false]
    )
  })

  test('repeat weekly for years, in summer and winter, but for dates that were left out', async ({
    assert,
  }) => {
    const shop = await openShop()
    await blockTime(shop.hosts, { lastDate: null, weeklyDays: 1, skippedDates: ['2028-11-01'] })
    const found = await blocksOn(shop.hosts, at('2028-10-25T00:00Z'), at('2028-11-09T00:00Z'))
    assert.deepEqual(
      found.map(({ start }) => new Date(start).toISOString().slice(0, 16)),
      ['2028-10-25T13:00', '2028-11-08T14:00']
    )
    assert.isTrue(found.every(({ isWeekly }) => isWeekly))
  })

  test('begin before midnight and are there after it; whole days end with the day', async ({
    assert,
  }) => {
    const shop = await openShop()
    await blockTime(shop.hosts, { startsTime: '22:00', endsTime: '02:00' })
    await blockTime(shop.hosts, { startsTime: '00:00', endsTime: '24:00' })
    const ask = async (from: string, until: string) =>
      (await blocksOn(shop.hosts, at(from), at(until))).map(({ isWholeDay }) => isWholeDay)
    assert.deepEqual(await ask('2026-12-03T00:00Z', '2026-12-04T00:00Z'), [false])
    assert.deepEqual(await ask('2026-12-03T02:00Z', '2026-12-04T00:00Z'), [])
    assert.deepEqual(await ask('2026-12-02T23:00Z', '2026-12-03T00:00Z'), [true, false])
  })

  test('reach the engine with the hours of the host', async ({ assert }) => {
    const shop = await openShop()
    const { business, service } = shop
    await blockTime(shop.hosts, { lastDate: null, weeklyDays: 1 })
    const start = at('2028-11-29T14:00Z')
    const range = { start, end: start + 1 }
    const question = await loadQuestion({ business, service, hostId: null, range, now: start })
    assert.include(
      explain(question, start).map(({ code }) => code),
      'blocked'
    )
  })
})

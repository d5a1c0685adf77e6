import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import PlaceBooking from '#actions/bookings/place_booking'
import { openShop } from '#database/factories/business'
import { byClient } from '#models/by'
import { findFaults } from '#queries/integrity/find_faults'
import { withGlobalTransaction } from '#tests/support/database'
import { makeLink, placeThrough } from '#tests/support/links'
import { CLIENT } from '#tests/support/outbox'
import type { Shop } from '#tests/support/requests'

const ZONES = ['America/Los_Angeles', 'Europe/London', 'Asia/Tokyo']
/** A Monday at midnight in London. */
const MONDAY = DateTime.now()
  .setZone('Europe/London')
  .plus({ days: 5 })
  .startOf('week')
  .plus({ weeks: 1 })

/** A shop in London whose three hosts live far apart. */
async function openFarApart(service: Parameters<typeof openShop>[0] = {}): Promise<Shop> {
  const shop = await openShop({ hosts: 3, ...service })
  for (const [index, timeZone] of ZONES.entries()) {
    await shop.hosts[index].merge({ timeZone }).save()
  }
  // Whatever is measured is younger than what it is measured by.
  for (const table of ['businesses', 'services', 'hosts', 'booking_links']) {
    await db.from(table).update({ updated_at: new Date(0) })
  }
  return shop
}

async function book(shop: Shop, startsAt: DateTime, host: number): Promise<string> {
  const placed = await new PlaceBooking().handle({
    businessId: shop.business.id,
    serviceId: shop.service.id,
    startsAt: startsAt.toMillis(),
    hostId: shop.hosts[host].id,
    client: CLIENT,
    idempotencyKey: null,
    by: byClient(),
  })
  return placed.outcome === 'unavailable' ? placed.code : placed.outcome
}

async function faults(): Promise<string[]> {
  return (await findFaults()).flatMap(({ check, faults: found }) => found.map(() => check.name))
}

test.group('Limits over hosts of several zones', (group) => {
  withGlobalTransaction(group)

  const [night, noon] = [MONDAY.plus({ hours: 4 }), MONDAY.plus({ hours: 12 })]
  const orders: [DateTime, number][][] = [
    [
      [noon, 2],
      [night, 0],
    ],
    [
      [night, 0],
      [noon, 2],
    ],
  ]
  for (const [first, second] of orders) {
    test(`count a service’s day on the business’s clock, with host ${first[1]} booked first`, async ({
      assert,
    }) => {
      const shop = await openFarApart({ service: { dailyLimit: 1 } })
      assert.equal(await book(shop, ...first), 'booked')
      assert.equal(await book(shop, ...second), 'limit_day')
      assert.equal(await book(shop, MONDAY.plus({ days: 1 }), 0), 'booked')
      assert.equal(await book(shop, MONDAY.minus({ hours: 1 }), 2), 'booked')
      assert.isEmpty(await faults())
    })
  }

  test('count a link’s the same, and a host’s own on the host’s clock', async ({ assert }) => {
    const shop = await openFarApart()
    const link = await makeLink(shop, { dailyLimit: 1 })
    await db.from('booking_links').update({ updated_at: new Date(0) })
    const through = async (at: DateTime, host: number) => {
      const placed = await placeThrough(shop, link.token, { at, hostId: shop.hosts[host].id })
      return placed.outcome === 'unavailable' ? placed.code : placed.outcome
    }
    assert.equal(await through(noon, 2), 'booked')
    assert.equal(await through(night, 0), 'limit_day')

    await shop.hosts[0].merge({ dailyLimit: 1 }).save()
    await db.from('hosts').update({ updated_at: new Date(0) })
    assert.equal(await book(shop, night, 0), 'booked')
    assert.equal(await book(shop, noon, 0), 'booked')
    assert.equal(await book(shop, MONDAY.plus({ hours: 20 }), 0), 'limit_day')
    assert.isEmpty(await faults())
  })

  test('begin and end with the dates of the business', async ({ assert }) => {
    const date = MONDAY.toFormat('yyyy-MM-dd')
    const shop = await openFarApart({ service: { bookableFrom: date, bookableUntil: date } })
    assert.equal(await book(shop, MONDAY.minus({ hours: 1 }), 2), 'too_soon')
    assert.equal(await book(shop, MONDAY, 0), 'booked')
    assert.equal(await book(shop, MONDAY.plus({ hours: 23 }), 2), 'booked')
    assert.equal(await book(shop, MONDAY.plus({ hours: 24 }), 0), 'too_far')
  })

  test('hold for any sequence of bookings as a model says that only looks at the dates', async ({
    assert,
  }) => {
    const shop = await openFarApart({ service: { dailyLimit: 2, weeklyLimit: 4 } })
    const wanted = fc.record({ hour: fc.integer({ min: -30, max: 200 }), host: fc.nat({ max: 2 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(wanted, { minLength: 6, maxLength: 9 }), async (requests) => {
        await db.rawQuery('savepoint sequence')
        const booked: { start: DateTime; host: number }[] = []
        for (const { hour, host } of requests) {
          const start = MONDAY.plus({ hours: hour })
          const isIn = (unit: 'day' | 'week') =>
            booked.filter((one) => one.start.hasSame(start, unit))
          const isTaken = booked.some((one) => one.host === host && +one.start === +start)
          const isFull = isIn('day').length >= 2 || isIn('week').length >= 4
          const outcome = await book(shop, start, host)
          assert.equal(outcome === 'booked', !isTaken && !isFull, `${start.toISO()} ${outcome}`)
          if (outcome === 'booked') booked.push({ start, host })
        }
        assert.isEmpty(await faults())
        await db.rawQuery('rollback to savepoint sequence')
      }),
      { numRuns: 12, endOnFailure: true }
    )
  }).timeout(120_000)

  test('are kept where PostgreSQL would read another date than the engine', async ({ assert }) => {
    // Its zone data may not know what Morocco decided for the end of 2026.
    const shop = await openShop({
      business: { timeZone: 'Africa/Casablanca' },
      service: { dailyLimit: 1 },
    })
    for (const table of ['businesses', 'services', 'hosts']) {
      await db.from(table).update({ updated_at: new Date(0) })
    }
    const midnight = DateTime.utc().plus({ days: 5 }).startOf('day')
    const dates = [midnight.minus({ hours: 1 }), midnight.plus({ hours: 12 })]
    for (const startsAt of dates) await book(shop, startsAt, 0)
    assert.isEmpty(await faults())
  })
})

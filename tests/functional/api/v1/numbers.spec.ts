import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import { auditShape } from '#shapes/history/audit_record'
import { analyticsShape, visitRowsShape } from '#shapes/numbers/analytics'
import { withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { storeBookings, storeVisits } from '#tests/support/numbers'
import { joinAs, place } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

const RANGE = { from: '2025-10-20', to: '2025-11-16' }

test.group('Analytics at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are the numbers of a range on the business’s clock', async ({ client, assert }) => {
    for (const timeZone of ['Europe/London', 'Pacific/Auckland']) {
      const shop = await openShop({ business: { timeZone } })
      const on = (text: string) => DateTime.fromISO(text, { zone: timeZone })
      await storeBookings(shop, [
        { startsAt: on('2025-10-19T23:59') },
        { startsAt: on('2025-10-20T00:00'), price: '12.50' },
        { startsAt: on('2025-11-16T23:59'), price: '30.00', status: 'no_show' },
        { startsAt: on('2025-11-17T00:00') },
      ])
      await storeVisits(shop, [
        { at: on('2025-10-20T00:00'), step: 5, source: 'search.example' },
        { at: on('2025-11-17T00:00') },
      ])
      const api = await withKey(client, shop, { scopes: ['reports:read'] })
      const read = await api.get('/analytics').qs(RANGE)
      read.assertStatus(200)
      await assertShape(analyticsShape, read.body())
      const { bookings, visits, ...range } = read.body()
      assert.deepEqual(range, { ...RANGE, time_zone: timeZone })
      assert.deepEqual(
        bookings.days
          .map(({ day, value }: { day: string; value: string }) => [day, value])
          .toSorted(),
        [
          ['2025-10-20', '12.50'],
          ['2025-11-16', '30.00'],
        ]
      )
      assert.containsSubset(bookings.services, [
        { id: shop.service.id, held: 2, missed: 1, value: '42.50', missed_value: '30.00' },
      ])
      assert.equal(bookings.services[0].name, shop.service.name)
      assert.equal(bookings.held_before, 1)
      assert.deepEqual(visits.sources, [
        { source: 'search.example', campaign: null, visits: 1, booked: 1 },
      ])
    }
  })

  test('are of the last twelve weeks unless dates are named', async ({ client, assert }) => {
    const api = await withKey(client, await openShop())
    const { from, to } = (await api.get('/analytics')).body()
    assert.equal(DateTime.fromISO(to).diff(DateTime.fromISO(from), 'days').days, 83)
    for (const [qs, pointer] of [
      [{ from: '2025-11-16', to: '2025-10-20' }, '/to'],
      [{ from: '2000-01-01', to: '2025-10-20' }, '/to'],
      [{ from: 'yesterday' }, '/from'],
      [{ period: 'year' }, '/period'],
    ] as const) {
      const refused = await api.get('/analytics').qs(qs)
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
  })

  test('have visits in parts', async ({ client, assert }) => {
    const shop = await openShop()
    const on = (text: string) => DateTime.fromISO(text, { zone: shop.business.timeZone })
    await storeVisits(shop, [
      { at: on('2025-10-20T10:00'), step: 5, source: 'search.example' },
      { at: on('2025-10-21T10:00'), sawNoTimes: true, isOneTime: true },
    ])
    const api = await withKey(client, shop)
    const visits = async (qs: object) =>
      (await api.get('/analytics/visits').qs({ ...RANGE, ...qs })).body()
    await assertShape(visitRowsShape, await visits({}))
    assert.equal((await visits({})).visits, 2)
    assert.deepEqual((await visits({ reach: 'booked' })).days, [{ day: '2025-10-20', visits: 1 }])
    assert.equal((await visits({ reach: 'no_times' })).visits, 1)
    assert.equal((await visits({ door: 'one_time' })).visits, 1)
    assert.equal((await visits({ source: 'search.example' })).visits, 1)
    assert.equal((await visits({ source: 'mail.example' })).visits, 0)
    ;(await api.get('/analytics/visits?reach=noTimes')).assertStatus(422)
  })

  test('are for whoever sets up the business', async ({ client }) => {
    const { business } = await openShop()
    for (const role of ['staff', 'viewer'] as const) {
      const api = await withKey(client, { business, user: await joinAs(role, business) })
      for (const path of ['/analytics', '/analytics/visits', '/audit']) {
        ;(await api.get(path)).assertStatus(403)
      }
    }
  })
})

test.group('The history at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('is listed and narrowed', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    await place(await openShop())
    await place(shop)
    const own = `/services/${shop.service.id}`
    await api.patch(own).json({ daily_limit: 4 })
    await api.patch(own).json({ daily_limit: 5 })
    const first = await api.get('/audit?limit=1')
    first.assertStatus(200)
    const [latest] = first.body().data
    await assertShape(auditShape, latest)
    assert.containsSubset(latest, {
      ...{ actor: 'user', action: 'service.updated', key_name: 'Website' },
      ...{ subject_type: 'service', subject_id: shop.service.id },
    })
    const rest = await api.get('/audit').qs({ cursor: first.body().next_cursor })
    assert.equal(rest.body().data[0].action, 'service.updated')
    assert.notEqual(rest.body().data[0].id, latest.id)
    assert.isNull(rest.body().next_cursor)

    const found = async (qs: object) => {
      const { data } = (await api.get('/audit').qs(qs)).body()
      return new Set(data.map(({ action }: { action: string }) => action))
    }
    assert.deepEqual(await found({ subject_type: 'service' }), new Set(['service.updated']))
    assert.deepEqual(await found({ subject_type: 'service', subject_id: 1 }), new Set())
    assert.isFalse((await found({ actor: 'client' })).has('service.updated'))
    assert.isTrue((await found({ user_id: shop.user.id })).has('service.updated'))
    assert.isEmpty([...(await found({ to: '2020-01-01T00:00:00Z' }))])
    assert.isTrue((await found({ from: '2020-01-01T00:00:00Z' })).has('service.updated'))
    for (const qs of [
      { subject_type: 'cat' },
      { from: '2020-01-01' },
      { cursor: (await api.get('/services?limit=1')).body().next_cursor ?? 'x' },
      { who: 'client' },
    ]) {
      ;(await api.get('/audit').qs(qs)).assertStatus(422)
    }
  })
})

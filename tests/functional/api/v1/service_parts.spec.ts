import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import { questionsShape } from '#shapes/services/question'
import { serviceHoursShape } from '#shapes/services/service_hours'
import { withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { joinAs, place } from '#tests/support/requests'

test.group('Parts of a service at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('its questions are replaced whole, and each keeps its key', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const own = `/services/${shop.service.id}/questions`
    const ask = (questions: object[], tag = '*') =>
      api.put(own).header('if-match', tag).json({ questions })
    const colour = { type: 'select', label: 'Colour', options: ['Light', 'Dark'] }
    const made = await ask([colour])
    made.assertStatus(200)
    await questionsShape.validate(made.body())
    const [{ key }] = made.body().questions
    const renamed = await ask([{ ...colour, key, label: 'Which colour?' }], made.header('etag'))
    assert.equal(renamed.body().questions[0].key, key)
    ;(await ask([], made.header('etag'))).assertStatus(412)
    const wrong = await ask([{ type: 'select', label: 'Colour' }])
    wrong.assertStatus(422)
    assert.deepEqual((await api.get(own)).body(), renamed.body())
  })

  test('its hours are kept, once those who are booked outside are accepted', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const booking = await place(shop)
    const own = `/services/${shop.service.id}/hours`
    assert.isNull((await api.get(own)).body().ranges)
    const day = (booking.startsAt.weekday + 1) % 7
    const ranges = [{ weekday: day, start: '09:00', end: '12:00' }]
    const asks = await api.put(own).json({ ranges })
    asks.assertStatus(409)
    asks.assertBodyContains({ code: 'booked_outside', booking_ids: [booking.id] })
    const kept = await api.put(own).json({ ranges, keeps_booked: true })
    kept.assertStatus(200)
    await serviceHoursShape.validate(kept.body())
    assert.deepEqual(kept.body().ranges, ranges)
    const wrong = [...ranges, { weekday: day, start: '11:00', end: '13:00' }]
    const overlapping = await api.put(own).json({ ranges: wrong, keeps_booked: true })
    overlapping.assertStatus(422)
    assert.match(overlapping.body().errors[0].pointer, /^\/ranges\/1/)
    const again = await api.put(own).json({ ranges: null })
    assert.isNull(again.body().ranges)
  })

  test('its lengths have prices, and it may start from a list', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const change = (body: object) => api.patch(`/services/${shop.service.id}`).json(body)
    const priced = await change({
      durations: [90, 120],
      length_prices: [
        { duration_minutes: 90, price: '70' },
        { duration_minutes: 30, price: '1' },
      ],
      start_times: [{ start: '10:00' }, { start: '14:00', end: '16:00' }],
    })
    priced.assertStatus(200)
    priced.assertBodyContains({
      length_prices: [{ duration_minutes: 90, price: '70.00' }],
      start_times: [
        { start: '10:00', end: null },
        { start: '14:00', end: '16:00' },
      ],
    })
    assert.lengthOf(priced.body().length_prices, 1)
    const wrong = await change({ length_prices: [{ duration_minutes: 90, price: 'much' }] })
    wrong.assertStatus(422)
    assert.equal(wrong.body().errors[0].pointer, '/length_prices/0/price')
    ;(await change({ start_times: null })).assertBodyContains({ start_times: null })
  })

  test('it is copied, switched off', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const copied = await api
      .post(`/services/${shop.service.id}/duplicate`)
      .json({ name: 'A second one' })
    copied.assertStatus(201)
    copied.assertBodyContains({ name: 'A second one', is_active: false })
    assert.notEqual(copied.body().id, shop.service.id)
  })

  test('they are for whoever is in charge of this business', async ({ client, assert }) => {
    const shop = await openShop()
    const staff = await joinAs('staff', shop.business)
    const stranger = await withKey(client, await openShop())
    const colleague = await withKey(client, { business: shop.business, user: staff })
    for (const [part, body] of [
      ['questions', { questions: [] }],
      ['hours', { ranges: null }],
    ] as const) {
      const path = `/services/${shop.service.id}/${part}`
      assert.equal((await colleague.put(path).json(body)).status(), 403)
      assert.equal((await stranger.put(path).json(body)).status(), 404)
      assert.equal((await stranger.get(path)).status(), 404)
    }
  })
})

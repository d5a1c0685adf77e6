import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { openShop } from '#database/factories/business'
import { withGlobalTransaction } from '#tests/support/database'
import { dayIn, pageAt, place, tenOClock, timesAddress } from '#tests/support/guest'

test.group('/manage/{token}/cancellation', (group) => {
  withGlobalTransaction(group)

  test('asks first, and changes nothing by that', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const response = await client.get(`/manage/${booking.manageToken}/cancellation`)
    response.assertStatus(200)
    assert.include(response.text(), 'Cancel this booking?')
    await booking.refresh()
    assert.equal(booking.status, 'approved')
  })

  test('cancels, keeps the reason and frees the time', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, tenOClock())
    const response = await client
      .post(`/manage/${booking.manageToken}/cancellation`)
      .form({ reason: 'Away that week' })
      .redirects(0)

    response.assertStatus(303)
    response.assertHeader('location', `/manage/${booking.manageToken}`)
    await booking.refresh()
    assert.equal(booking.status, 'cancelled')
    const event = await booking.related('events').query().orderBy('id', 'desc').firstOrFail()
    assert.equal(event.reason, 'Away that week')
    assert.equal(event.actor, 'client')
    const date = tenOClock().toFormat('yyyy-MM-dd')
    const day = dayIn(await pageAt(client, `${timesAddress(shop)}?date=${date}`))
    assert.include(day, '>10:00<')
  })

  test('withdraws a request that still waits', async ({ client, assert }) => {
    const shop = await openShop({ settings: { requiresApproval: true } })
    const booking = await place(shop, tenOClock())
    const page = await client.get(`/manage/${booking.manageToken}/cancellation`)
    assert.include(page.text(), 'Withdraw this request?')
    await client.post(`/manage/${booking.manageToken}/cancellation`).form({}).redirects(0)
    await booking.refresh()
    assert.equal(booking.status, 'cancelled')
  })

  test('does the same when it is sent twice', async ({ client }) => {
    const booking = await place(await openShop(), tenOClock())
    for (const attempt of [1, 2]) {
      const response = await client
        .post(`/manage/${booking.manageToken}/cancellation?attempt=${attempt}`)
        .form({})
        .redirects(0)
      response.assertStatus(303)
    }
  })

  test('refuses in words once it has begun', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    await booking.merge({ startsAt: DateTime.now().minus({ minutes: 5 }) }).save()
    const response = await client.post(`/manage/${booking.manageToken}/cancellation`).form({})
    response.assertStatus(409)
    assert.include(response.text(), 'cannot be cancelled here any more')
    await booking.refresh()
    assert.equal(booking.status, 'approved')
  })

  for (const [name, reason] of [
    ['a list', ['x']],
    ['an object', { a: 1 }],
    ['far too long', 'x'.repeat(20_000)],
  ] as const) {
    test(`answers 422 when the reason is ${name}`, async ({ client, assert }) => {
      const booking = await place(await openShop(), tenOClock())
      const response = await client
        .post(`/manage/${booking.manageToken}/cancellation`)
        .json({ reason })
        .accept('html')
      response.assertStatus(422)
      await booking.refresh()
      assert.equal(booking.status, 'approved')
    })
  }

  test('refuses a form sent from another site', async ({ client, assert }) => {
    const booking = await place(await openShop(), tenOClock())
    const response = await client
      .post(`/manage/${booking.manageToken}/cancellation`)
      .header('sec-fetch-site', 'cross-site')
      .form({})
      .accept('html')
    response.assertStatus(403)
    await booking.refresh()
    assert.equal(booking.status, 'approved')
  })
})

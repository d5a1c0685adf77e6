import { test } from '@japa/runner'
import { appUrl } from '#config/app'
import { openShop } from '#database/factories/business'
import { bookingSettingsShape } from '#shapes/settings/booking_settings'
import { withGlobalTransaction } from '#tests/support/database'
import { makeKey, withKey } from '#tests/support/keys'
import { joinAs, openShopByRequest, place } from '#tests/support/requests'
import { unknownFields } from '#validators/api/unknown_fields'

test.group('Settings at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are answered as their shape says, and changed in what is sent', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const read = await api.get('/settings')
    read.assertStatus(200)
    await bookingSettingsShape.validate(read.body())
    assert.deepEqual(unknownFields(bookingSettingsShape, read.body()), [])
    const tag = read.header('etag') ?? ''
    const changed = await api
      .patch('/settings')
      .header('if-match', tag)
      .json({ requires_approval: true, buffer_time_minutes: 10, max_moves: null })
    changed.assertStatus(200)
    changed.assertBodyContains({ requires_approval: true, buffer_time_minutes: 10 })
    assert.equal(changed.body().max_advance_booking_days, read.body().max_advance_booking_days)
    const stale = await api.patch('/settings').header('if-match', tag).json({ is_active: false })
    stale.assertStatus(412)
    for (const [body, pointer] of [
      [{ requires_approval: 'yes' }, '/requires_approval'],
      [{ buffer_time_minutes: 1441 }, '/buffer_time_minutes'],
      [{ name: 'x' }, '/name'],
      [
        { min_advance_booking_hours: 48, max_advance_booking_days: 1 },
        '/min_advance_booking_hours',
      ],
    ] as const) {
      const refused = await api.patch('/settings').json(body)
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    const staff = await joinAs('staff', shop.business)
    const colleague = await withKey(client, { business: shop.business, user: staff })
    ;(await colleague.get('/settings')).assertStatus(200)
    ;(await colleague.patch('/settings').json({ is_active: false })).assertStatus(403)
    assert.isTrue((await shop.business.settings.refresh()).isActive)
  })
})

test.group('The private addresses of seed 001', (group) => {
  withGlobalTransaction(group)

  test('lead to the same, with and without a slash', async ({ client, assert }) => {
    const shop = await openShopByRequest()
    const { written } = await makeKey(shop.business, shop.user)
    const key = `Bearer ${written}`
    const get = (path: string) => client.get(path).header('authorization', key)
    const post = (path: string) => client.post(path).header('authorization', key)
    for (const slash of ['', '/']) {
      const settings = await get(`/api/booking/settings${slash}`)
      settings.assertBodyContains({ requires_approval: true, is_active: true })
      const link = await get(`/api/booking/link${slash}`)
      link.assertBody({ url: `${appUrl}/book/${shop.business.slug}`, slug: shop.business.slug })
    }
    const put = await client
      .put('/api/booking/settings/')
      .header('authorization', key)
      .json({ booking_expiry_hours: 48 })
    put.assertBodyContains({ booking_expiry_hours: 48, requires_approval: true })

    const first = await place(shop)
    const waiting = await get('/api/booking/requests/')
    assert.deepEqual(
      waiting.body().data.map(({ id }: { id: number }) => id),
      [first.id]
    )
    const approved = await post(`/api/booking/requests/${first.id}/approve/`).json({})
    approved.assertBodyContains({ id: first.id, status: 'approved' })
    assert.isEmpty((await get('/api/booking/requests/')).body().data)
    assert.lengthOf((await get('/api/booking/requests/?status=approved')).body().data, 1)
    const unexplained = await post(`/api/booking/requests/${first.id}/reject/`).json({})
    unexplained.assertStatus(422)
    const late = await post(`/api/booking/requests/${first.id}/reject/`).json({ reason: 'No' })
    late.assertStatus(409)
  })
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import Business from '#models/settings/business'
import { businessRecordShape } from '#shapes/settings/business_record'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { joinAs, place } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

test.group('The business at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('is read, and changed for the version that was read', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const read = await api.get('/business')
    read.assertStatus(200)
    await assertShape(businessRecordShape, read.body())
    assert.equal(read.body().slug, shop.business.slug)
    const tag = read.header('etag') ?? ''
    const changed = await api
      .patch('/business')
      .header('if-match', tag)
      .json({ description: 'By the sea', brand_color: '#00698f', week_starts_on: 0 })
    changed.assertStatus(200)
    changed.assertBodyContains({
      ...{ name: shop.business.name, description: 'By the sea', week_starts_on: 0 },
    })
    const stale = await api.patch('/business').header('if-match', tag).json({ name: 'x' })
    stale.assertStatus(412)
    assert.equal(stale.header('etag'), changed.header('etag'))
    const emptied = await api.patch('/business').json({ description: null })
    emptied.assertBodyContains({ description: null })
    const foreign = await openShop()
    for (const [body, pointer] of [
      [{ name: 'x'.repeat(256) }, '/name'],
      [{ slug: foreign.business.slug }, '/slug'],
      [{ time_zone: 'Mars' }, '/time_zone'],
      [{ currency: 'XXQ' }, '/currency'],
      [{ phone: 'me' }, '/phone'],
      [{ week_starts_on: 7 }, '/week_starts_on'],
      [{ plan: 'free' }, '/plan'],
    ] as const) {
      const refused = await api.patch('/business').json(body)
      assert.equal(refused.status(), 422, pointer)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    await shop.service.merge({ price: '12.50' }).save()
    const fine = await api.patch('/business').json({ currency: 'JPY' })
    fine.assertStatus(422)
    assert.equal(fine.body().errors[0].code, 'prices_too_fine')
    const entries = await db.from('audit_entries').where('action', 'business.updated')
    assert.lengthOf(entries, 2)
  })

  test('asks before a change concerns who is booked', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, { startsAt: tenOClock() })
    const hours = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({
      ...{ weekday, start: '09:00', end: '12:00' },
    }))
    const api = await withKey(client, shop)
    await api.put(`/hosts/${shop.host.id}/hours`).json({ ranges: hours })
    const asks = await api.patch('/business').json({ time_zone: 'Asia/Tokyo' })
    asks.assertStatus(409)
    asks.assertBodyContains({ code: 'booked_outside', booking_ids: [booking.id] })
    const moved = { time_zone: 'Asia/Tokyo', keeps_booked: true }
    ;(await api.patch('/business').json(moved)).assertBodyContains({ time_zone: 'Asia/Tokyo' })

    const renamed = await api.patch('/business').json({ name: 'Swim by the sea' })
    renamed.assertStatus(409)
    renamed.assertBodyContains({ code: 'tells_booked' })
    const told = await api.patch('/business').json({ name: 'Swim by the sea', tells_booked: false })
    told.assertStatus(200)
    assert.equal((await Business.findOrFail(shop.business.id)).name, 'Swim by the sea')
  })

  test('is for whoever sets it up to change, and for all to read', async ({ client, assert }) => {
    const { business } = await openShop()
    for (const role of ['staff', 'viewer'] as const) {
      const api = await withKey(client, { business, user: await joinAs(role, business) })
      ;(await api.get('/business')).assertStatus(200)
      ;(await api.patch('/business').json({ name: 'x' })).assertStatus(403)
    }
    assert.equal((await Business.findOrFail(business.id)).name, business.name)
  })
})

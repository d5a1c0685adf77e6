import { test } from '@japa/runner'
import { openShop } from '#database/factories/business'
import AvailabilityRule from '#models/availability/availability_rule'
import Block from '#models/availability/block'
import DateOverride from '#models/availability/date_override'
import { blockShape, overrideShape, weekShape } from '#shapes/availability/opening'
import { withGlobalTransaction } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { withKey } from '#tests/support/keys'
import { joinAs, place } from '#tests/support/requests'

const day = (days = 3) => tenOClock(days).toISODate() ?? ''

const NINE_TO_FIVE = [1, 2, 3, 4, 5].map((weekday) => ({
  ...{ weekday, start: '09:00', end: '17:00' },
}))

test.group('Hours at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are read and replaced as a whole week', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const own = `/hosts/${shop.host.id}/hours`
    const read = await api.get(own)
    await weekShape.validate(read.body())
    assert.lengthOf(read.body().ranges, 7)
    const tag = read.header('etag') ?? ''
    const put = await api.put(own).header('if-match', tag).json({ ranges: NINE_TO_FIVE })
    put.assertStatus(200)
    assert.deepEqual(put.body().ranges, NINE_TO_FIVE)
    const stale = await api.put(own).header('if-match', tag).json({ ranges: [] })
    stale.assertStatus(412)
    assert.lengthOf(await AvailabilityRule.query().where('host_id', shop.host.id), 5)
    for (const [ranges, pointer] of [
      [[{ weekday: 7, start: '09:00', end: '17:00' }], '/ranges/0/weekday'],
      [[{ weekday: 1, start: '9', end: '17:00' }], '/ranges/0/start'],
      [[{ weekday: 1, start: '09:00', end: '09:00' }], '/ranges/0/end'],
      [[...NINE_TO_FIVE, { weekday: 2, start: '16:00', end: '18:00' }], '/ranges/5/start'],
      [[{ weekday: 1, start: '09:00', end: '17:00', open: true }], '/ranges/0/open'],
    ] as const) {
      const refused = await api.put(own).json({ ranges })
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
  })

  test('name who is booked outside them first', async ({ client }) => {
    const shop = await openShop()
    const booking = await place(shop, { startsAt: tenOClock() })
    const api = await withKey(client, shop)
    const own = `/hosts/${shop.host.id}/hours`
    const asks = await api.put(own).json({ ranges: [] })
    asks.assertStatus(409)
    asks.assertBodyContains({ code: 'booked_outside', booking_ids: [booking.id] })
    const kept = await api.put(own).json({ ranges: [], keeps_booked: true })
    kept.assertBodyContains({ ranges: [] })
  })

  test('of one date replace those of the week, until they are taken away', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const all = `/hosts/${shop.host.id}/overrides`
    const set = await api
      .put(`${all}/${day()}`)
      .json({ ranges: [{ start: '10:00', end: '12:00' }], reason: 'Fair' })
    set.assertStatus(200)
    await overrideShape.validate(set.body())
    ;(await api.put(`${all}/${day(4)}`).json({ ranges: [] })).assertStatus(200)
    const page = await api.get(`${all}?limit=1`)
    assert.equal(page.body().data[0].date, day())
    const rest = await api.get(all).qs({ cursor: page.body().next_cursor })
    assert.deepEqual(
      rest.body().data.map(({ date }: { date: string }) => date),
      [day(4)]
    )
    const narrowed = await api.get(all).qs({ from: day(4), to: day(9) })
    assert.lengthOf(narrowed.body().data, 1)
    const own = `${all}/${day()}`
    const tag = (await api.get(own)).header('etag') ?? ''
    assert.equal(tag, set.header('etag'))
    const later = await api.put(own).header('if-match', tag).json({ ranges: [] })
    later.assertStatus(200)
    const hours = { ranges: [{ start: '10:00', end: '11:00' }] }
    for (const attempt of [
      api.put(own).header('if-match', tag).json(hours),
      api.delete(own).header('if-match', tag),
    ]) {
      const stale = await attempt
      stale.assertStatus(412)
      assert.equal(stale.header('etag'), later.header('etag'))
    }
    const unset = await api
      .put(`${all}/${day(5)}`)
      .header('if-match', tag)
      .json(hours)
    unset.assertStatus(412)
    ;(await api.delete(own).header('if-match', later.header('etag') ?? '')).assertStatus(204)
    ;(await api.delete(own)).assertStatus(404)
    ;(await api.put(`${all}/2020-01-01`).json({ ranges: [] })).assertStatus(422)
    ;(await api.put(`${all}/2027-02-30`).json({ ranges: [] })).assertStatus(404)
    assert.lengthOf(await DateOverride.all(), 1)
  })
})

test.group('Blocks at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are made, listed and removed', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const api = await withKey(client, shop)
    const made = await api.post('/blocks').json({
      ...{ host_ids: [shop.hosts[1].id], first_date: day(), start: '12:00', end: '13:00' },
      reason: 'Dentist',
    })
    made.assertStatus(201)
    await blockShape.validate(made.body())
    made.assertBodyContains({ last_date: day(), weekly_days: null, reason: 'Dentist' })
    const { id } = made.body()
    const everyone = await api.post('/blocks').json({ is_for_everyone: true, first_date: day(9) })
    everyone.assertBodyContains({ start: '00:00', end: '24:00', is_for_everyone: true })
    const listed = await api.get(`/blocks?host_id=${shop.host.id}`)
    assert.deepEqual(
      listed.body().data.map((one: { id: number }) => one.id),
      [everyone.body().id]
    )
    const tag = made.header('etag') ?? ''
    const stale = await api.delete(`/blocks/${id}`).header('if-match', '"other"')
    stale.assertStatus(412)
    ;(await api.delete(`/blocks/${id}`).header('if-match', tag)).assertStatus(204)
    ;(await api.get(`/blocks/${id}`)).assertStatus(404)
    for (const [body, pointer] of [
      [{ first_date: day() }, '/host_ids'],
      [{ first_date: day(), host_ids: [999_999] }, '/host_ids'],
      [{ first_date: day(), host_ids: [shop.host.id], start: '12:00' }, '/end'],
      [{ first_date: day(), host_ids: [shop.host.id], start: '12:00', end: '12:00' }, '/end'],
    ] as const) {
      const refused = await api.post('/blocks').json(body)
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
  })

  test('ask of what is booked inside', async ({ client, assert }) => {
    const shop = await openShop()
    const booking = await place(shop, { startsAt: tenOClock() })
    const api = await withKey(client, shop)
    const body = { host_ids: [shop.host.id], first_date: day() }
    const asks = await api.post('/blocks').json(body)
    asks.assertStatus(409)
    asks.assertBodyContains({ code: 'booked_outside', booking_ids: [booking.id] })
    ;(await api.post('/blocks').json({ ...body, keeps_booked: true })).assertStatus(201)
    assert.lengthOf(await Block.all(), 1)
  })

  test('and hours are for those who may: staff block their own time', async ({
    client,
    assert,
  }) => {
    const shop = await openShop({ hosts: 2 })
    const staff = await joinAs('staff', shop.business)
    await shop.hosts[1].merge({ userId: staff.id }).save()
    const api = await withKey(client, { business: shop.business, user: staff })
    const other = await api.post('/blocks').json({ host_ids: [shop.host.id], first_date: day() })
    other.assertStatus(422)
    const own = await api.post('/blocks').json({ host_ids: [shop.hosts[1].id], first_date: day() })
    own.assertStatus(201)
    const owner = await withKey(client, shop)
    const all = await owner.post('/blocks').json({ is_for_everyone: true, first_date: day(9) })
    ;(await api.delete(`/blocks/${all.body().id}`)).assertStatus(403)
    ;(await api.put(`/hosts/${shop.hosts[1].id}/hours`).json({ ranges: [] })).assertStatus(403)
    const date = `/hosts/${shop.hosts[1].id}/overrides/${day()}`
    ;(await api.put(date).json({ ranges: [] })).assertStatus(403)

    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(`/blocks/${own.body().id}`)).assertStatus(404)
    ;(await stranger.delete(`/blocks/${own.body().id}`)).assertStatus(404)
    ;(await stranger.get(`/hosts/${shop.host.id}/hours`)).assertStatus(404)
    ;(await stranger.put(`/hosts/${shop.host.id}/hours`).json({ ranges: [] })).assertStatus(404)
    const foreign = { host_ids: [shop.host.id], first_date: day() }
    ;(await stranger.post('/blocks').json(foreign)).assertStatus(422)
    assert.lengthOf(await Block.all(), 2)
  })
})

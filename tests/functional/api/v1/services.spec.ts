import { test } from '@japa/runner'
import { addService, openShop } from '#database/factories/business'
import Service from '#models/services/service'
import { hostShape } from '#shapes/people/host'
import { serviceRecordShape } from '#shapes/services/service_record'
import { withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { joinAs, place } from '#tests/support/requests'
import { unknownFields } from '#validators/api/unknown_fields'

test.group('Services at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are listed and answered as their shape says', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const second = await addService(shop.business, shop.hosts, { position: 1, name: 'Assessment' })
    const foreign = await openShop()
    const api = await withKey(client, shop)
    const page = await api.get('/services?limit=1')
    assert.deepEqual([page.body().data[0].id], [shop.service.id])
    const rest = await api.get('/services').qs({ cursor: page.body().next_cursor })
    assert.deepEqual(
      rest.body().data.map(({ id }: { id: number }) => id),
      [second.id]
    )
    assert.isNull(rest.body().next_cursor)

    const one = await api.get(`/services/${shop.service.id}`)
    one.assertStatus(200)
    await serviceRecordShape.validate(one.body())
    assert.deepEqual(unknownFields(serviceRecordShape, one.body()), [])
    one.assertBodyContains({ price: '50.00', currency: 'GBP', duration_minutes: 60 })
    assert.sameMembers(
      one.body().host_ids,
      shop.hosts.map(({ id }) => id)
    )
    ;(await api.get(`/services/${foreign.service.id}`)).assertStatus(404)
  })

  test('are made, with what a new one has', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const api = await withKey(client, shop)
    const made = await api.post('/services').json({
      ...{ name: 'Evening class', duration_minutes: 45, price: '12.5', capacity: 8 },
      ...{ durations: [90, 45], host_ids: [shop.hosts[1].id], requires_approval: true },
    })
    made.assertStatus(201)
    await serviceRecordShape.validate(made.body())
    made.assertHeader('location', `/api/v1/services/${made.body().id}`)
    made.assertBodyContains({
      ...{ slug: 'evening-class', price: '12.50', capacity: 8, durations: [90] },
      ...{ host_ids: [shop.hosts[1].id], requires_approval: true, horizon_days: null },
    })
    const foreign = await openShop()
    for (const [changes, pointer] of [
      [{ name: undefined }, '/name'],
      [{ duration_minutes: 2 }, '/duration_minutes'],
      [{ price: 'much' }, '/price'],
      [{ host_ids: [foreign.host.id] }, '/host_ids'],
      [{ host_ids: [] }, '/host_ids'],
      [{ slug: 'evening-class' }, '/slug'],
      [{ daily_limit: 0 }, '/daily_limit'],
      [{ is_hidden: 'yes' }, '/is_hidden'],
      [{ colour: '#00698f' }, '/colour'],
      [{ bookable_from: '2027-02-01', bookable_until: '2027-01-01' }, '/bookable_until'],
    ] as const) {
      const refused = await api
        .post('/services')
        .json(Object.assign({ name: 'Swim', duration_minutes: 45 }, changes))
      assert.equal(refused.status(), 422, pointer)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    assert.lengthOf(await shop.business.related('services').query(), 2)
  })

  test('are changed in what is sent, for the version that was read', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const own = `/services/${shop.service.id}`
    const read = await api.get(own)
    const tag = read.header('etag') ?? ''
    const changed = await api
      .patch(own)
      .header('if-match', tag)
      .json({ daily_limit: 5, color: '#00698f' })
    changed.assertStatus(200)
    const { updated_at: at, ...body } = changed.body()
    const { updated_at: earlier, ...before } = read.body()
    assert.isAtLeast(Date.parse(at), Date.parse(earlier))
    assert.deepEqual(body, { ...before, daily_limit: 5, color: '#00698f' })
    const stale = await api.patch(own).header('if-match', tag).json({ daily_limit: 7 })
    stale.assertStatus(412)
    assert.equal(stale.header('etag'), changed.header('etag'))
    const anyway = await api.patch(own).json({ daily_limit: null })
    anyway.assertStatus(200)
    anyway.assertBodyContains({ daily_limit: null })
  })

  test('ask before they change what booked clients were told', async ({ client }) => {
    const shop = await openShop()
    await place(shop)
    const api = await withKey(client, shop)
    const own = `/services/${shop.service.id}`
    const asks = await api.patch(own).json({ location_details: 'The other pool' })
    asks.assertStatus(409)
    asks.assertBodyContains({ code: 'tells_booked', bookings: 1 })
    const told = await api
      .patch(own)
      .json({ location_details: 'The other pool', tells_booked: true })
    told.assertStatus(200)
  })

  test('are archived and brought back', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const own = `/services/${shop.service.id}`
    for (let nth = 0; nth < 2; nth++) {
      const archived = await api.post(`${own}/archive`).json({})
      archived.assertStatus(200)
      assert.isNotNull(archived.body().archived_at)
    }
    assert.isEmpty((await api.get('/services')).body().data)
    assert.lengthOf((await api.get('/services?archived=true')).body().data, 1)
    const back = await api.post(`${own}/restore`).json({})
    back.assertBodyContains({ archived_at: null, is_active: false })
  })

  test('are for whoever sets up the business to change, and for all to read', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const stranger = await withKey(client, await openShop())
    const own = `/services/${shop.service.id}`
    for (const role of ['staff', 'viewer'] as const) {
      const user = await joinAs(role, shop.business)
      const api = await withKey(client, { business: shop.business, user })
      ;(await api.get(own)).assertStatus(200)
      ;(await api.patch(own).json({ name: 'x' })).assertStatus(403)
      ;(await api.post(`${own}/archive`).json({})).assertStatus(403)
      ;(await api.post('/services').json({ name: 'x', duration_minutes: 60 })).assertStatus(403)
    }
    ;(await stranger.patch(own).json({ name: 'x' })).assertStatus(404)
    ;(await stranger.post(`${own}/archive`).json({})).assertStatus(404)
    assert.equal((await Service.findOrFail(shop.service.id)).name, shop.service.name)
  })
})

test.group('Hosts at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are listed and answered as their shape says', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 3 })
    const one = await addService(shop.business, [shop.hosts[2]])
    const foreign = await openShop()
    const api = await withKey(client, shop, { scopes: ['people:read'] })
    const ids = async (query = '') =>
      (await api.get(`/hosts${query}`)).body().data.map(({ id }: { id: number }) => id)
    assert.deepEqual(
      await ids(),
      shop.hosts.map(({ id }) => id)
    )
    assert.deepEqual(await ids(`?service_id=${one.id}`), [shop.hosts[2].id])
    assert.deepEqual(await ids(`?service_id=${foreign.service.id}`), [])
    const response = await api.get(`/hosts/${shop.hosts[2].id}`)
    await hostShape.validate(response.body())
    assert.deepEqual(unknownFields(hostShape, response.body()), [])
    assert.sameMembers(response.body().service_ids, [shop.service.id, one.id])
    ;(await api.get(`/hosts/${foreign.host.id}`)).assertStatus(404)
  })
})

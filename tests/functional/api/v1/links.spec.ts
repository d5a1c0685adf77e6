import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { addService, openShop } from '#database/factories/business'
import BookingLink from '#models/links/booking_link'
import { VISIT_STEPS } from '#models/visits/look'
import { linkRecordShape } from '#shapes/links/link_record'
import { withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { makeLink, makeTemplate, placeThrough } from '#tests/support/links'
import { storeVisits } from '#tests/support/numbers'
import { joinAs } from '#tests/support/requests'
import { unknownFields } from '#validators/api/unknown_fields'

const QUESTION = { type: 'text', label: 'Which level?', is_required: true } as const

test.group('Links at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are listed and answered as their shape says', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const first = await makeLink(shop, { dailyLimit: 2 }, [shop.hosts[1].id])
    const second = await makeLink(shop)
    const foreign = await makeLink(await openShop())
    const api = await withKey(client, shop)
    const page = await api.get('/links?limit=1')
    assert.deepEqual([page.body().data[0].id], [second.id])
    const rest = await api.get('/links').qs({ cursor: page.body().next_cursor })
    assert.deepEqual(
      rest.body().data.map(({ id }: { id: number }) => id),
      [first.id]
    )
    const one = await api.get(`/links/${first.id}`)
    one.assertStatus(200)
    await linkRecordShape.validate(one.body())
    assert.deepEqual(unknownFields(linkRecordShape, one.body()), [])
    one.assertBodyContains({ daily_limit: 2, host_ids: [shop.hosts[1].id], is_active: true })
    assert.match(one.body().url, new RegExp(`/public/bookings/${one.body().token}$`))
    ;(await api.get(`/links/${foreign.id}`)).assertStatus(404)
  })

  test('are made, on at once or as a draft', async ({ client, assert }) => {
    const shop = await openShop({ hosts: 2 })
    const api = await withKey(client, shop)
    const order = { name: 'Newsletter', service_id: shop.service.id }
    const made = await api.post('/links').json({
      ...{ ...order, host_ids: [shop.hosts[0].id], durations: [30], questions: [QUESTION] },
      ...{ hours: [{ weekday: 1, start: '09:00', end: '12:00' }], requires_approval: true },
    })
    made.assertStatus(201)
    made.assertHeader('location', `/api/v1/links/${made.body().id}`)
    made.assertBodyContains({ is_active: true, is_draft: false, durations: [30] })
    assert.deepEqual(made.body().hours, [{ weekday: 1, start: '09:00', end: '12:00' }])
    assert.equal(made.body().questions[0].key, 'which_level')
    assert.equal((await placeThrough(shop, made.body().token)).outcome, 'unavailable')
    const draft = await api.post('/links').json({ ...order, is_draft: true })
    draft.assertBodyContains({ is_active: false, is_draft: true, host_ids: [] })

    const foreign = await openShop()
    const other = await addService(foreign.business, foreign.hosts)
    for (const [changes, pointer] of [
      [{ name: undefined }, '/name'],
      [{ service_id: other.id }, '/service_id'],
      [{ host_ids: [foreign.host.id] }, '/host_ids'],
      [{ daily_limit: 0 }, '/daily_limit'],
      [{ colour: 'red' }, '/colour'],
      [{ is_active: true }, '/is_active'],
      [{ hours: [{ weekday: 1, start: '09:00', end: '09:00' }] }, '/hours/0/end'],
      [{ questions: [{ ...QUESTION, type: 'radio' }] }, '/questions/0/options'],
      [
        { excluded_dates: [{ first_date: '2027-02-01', last_date: '2027-01-01' }] },
        '/excluded_dates/0/last_date',
      ],
      [{ bookable_from: '2027-02-01', bookable_until: '2027-01-01' }, '/bookable_until'],
    ] as const) {
      const refused = await api.post('/links').json(Object.assign({ ...order }, changes))
      assert.equal(refused.status(), 422, pointer)
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    assert.lengthOf(await BookingLink.all(), 2)
  })

  test('are changed in what is sent, for the version that was read', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop, { weeklyLimit: 3 })
    const api = await withKey(client, shop)
    const own = `/links/${link.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    const changed = await api.patch(own).header('if-match', tag).json({ daily_limit: 1 })
    changed.assertStatus(200)
    changed.assertBodyContains({ daily_limit: 1, weekly_limit: 3 })
    const stale = await api.patch(own).header('if-match', tag).json({ daily_limit: 2 })
    stale.assertStatus(412)
    assert.equal(stale.header('etag'), changed.header('etag'))
    const excluded = [{ first_date: '2030-12-24', last_date: '2031-01-06' }]
    const off = await api.patch(own).json({ excluded_dates: excluded, time_zone_of: 'business' })
    off.assertBodyContains({ excluded_dates: excluded, time_zone_of: 'business' })
    const back = await api.patch(own).json({ excluded_dates: [], time_zone_of: null })
    back.assertBodyContains({ excluded_dates: [], time_zone_of: null })
    const anyway = await api.patch(own).json({ daily_limit: null })
    anyway.assertBodyContains({ daily_limit: null, weekly_limit: 3 })
    ;(await api.patch(own).json({ service_id: shop.service.id + 1 })).assertStatus(422)
  })

  test('are switched, renewed and duplicated', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const api = await withKey(client, shop)
    const own = `/links/${link.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    for (let nth = 0; nth < 2; nth++) {
      const off = await api.post(`${own}/disable`).json({})
      off.assertStatus(200)
      off.assertBodyContains({ is_active: false })
    }
    const stale = await api.post(`${own}/enable`).header('if-match', tag).json({})
    stale.assertStatus(412)
    ;(await api.post(`${own}/enable`).json({})).assertBodyContains({ is_active: true })
    const renewed = await api.post(`${own}/renew`).json({})
    assert.notEqual(renewed.body().token, link.token)
    const copy = await api.post(`${own}/duplicate`).json({ name: 'Autumn' })
    copy.assertStatus(201)
    copy.assertBodyContains({ name: 'Autumn', is_active: false, is_draft: true })
  })

  test('count what came of them, by day', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    assert.equal((await placeThrough(shop, link.token)).outcome, 'booked')
    const api = await withKey(client, shop)
    const none = await api.get(`/links/${link.id}/analytics`)
    none.assertBodyContains({ views: 0, bookings: 1, conversion_rate: null })
    const at = DateTime.utc().minus({ minutes: 1 })
    await storeVisits(shop, [
      { linkId: link.id, at, step: VISIT_STEPS.booked },
      { linkId: link.id, at },
      { at },
    ])
    const counted = await api.get(`/links/${link.id}/analytics`)
    counted.assertStatus(200)
    counted.assertBodyContains({ views: 2, bookings: 1, conversion_rate: 0.5 })
    assert.isAtMost(counted.body().days.length, 2)
    const before = await api.get(`/links/${link.id}/analytics?to=2020-01-31&from=2020-01-01`)
    assert.deepEqual(before.body().days, [])
    const long = await api.get(`/links/${link.id}/analytics?from=2020-01-01&to=2022-01-01`)
    long.assertStatus(422)
  })

  test('are for whoever sets up the business to change, and for all to read', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const own = `/links/${link.id}`
    const verbs = ['enable', 'disable', 'duplicate', 'renew', 'one-time', 'template']
    const stranger = await withKey(client, await openShop())
    for (const role of ['staff', 'viewer'] as const) {
      const user = await joinAs(role, shop.business)
      const api = await withKey(client, { business: shop.business, user })
      ;(await api.get(own)).assertStatus(200)
      ;(await api.patch(own).json({ name: 'x' })).assertStatus(403)
      const order = { name: 'x', service_id: shop.service.id }
      ;(await api.post('/links').json(order)).assertStatus(403)
      for (const verb of verbs) (await api.post(`${own}/${verb}`).json({})).assertStatus(403)
    }
    ;(await stranger.get(own)).assertStatus(404)
    ;(await stranger.get(`${own}/analytics`)).assertStatus(404)
    ;(await stranger.patch(own).json({ name: 'x' })).assertStatus(404)
    for (const verb of verbs) (await stranger.post(`${own}/${verb}`).json({})).assertStatus(404)
    assert.lengthOf(await BookingLink.query().where('business_id', shop.business.id), 1)
    assert.equal((await BookingLink.findOrFail(link.id)).name, link.name)
  })
})

test.group('Links as seed 000 names them', (group) => {
  withGlobalTransaction(group)

  test('answer at /bookings/links, with verbs after a colon', async ({ client, assert }) => {
    const shop = await openShop()
    const { written } = await withKey(client, shop)
    const send = (method: 'get' | 'post' | 'patch', path: string) =>
      client.request(`/bookings/links${path}`, method).header('authorization', `Bearer ${written}`)
    const made = await send('post', '').json({ name: 'Intro', service_id: shop.service.id })
    made.assertStatus(201)
    const { id } = made.body()
    assert.lengthOf((await send('get', '')).body().data, 1)
    ;(await send('patch', `/${id}`).json({ daily_limit: 4 })).assertBodyContains({ daily_limit: 4 })
    for (const [colon, isActive] of [
      [':', false],
      ['%3A', true],
      ['%3a', false],
    ] as const) {
      const toggled = await send('post', `/${id}${colon}toggle`).json({})
      toggled.assertStatus(200)
      toggled.assertBodyContains({ id, is_active: isActive })
      const copy = await send('post', `/${id}${colon}duplicate`).json({})
      copy.assertStatus(201)
      assert.notEqual(copy.body().id, id)
    }
    const once = await send('post', `/${id}/one-time`).json({ recipient_email: 'sam@example.com' })
    once.assertStatus(201)
    once.assertBodyContains({ link_id: id })
    ;(await send('get', `/${id}/analytics`)).assertBodyContains({ bookings: 0 })
    ;(await send('post', `/${id}:vanish`).json({})).assertStatus(404)
    const bare = await send('post', `/${id}:toggle`)
    bare.assertStatus(200)
  })
})

test.group('Templates at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are made, changed and deleted', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const numbered = { ...QUESTION, label: '2 lengths or more?', key: '2nd' }
    const other = await api.post('/templates').json({ name: 'Other', questions: [numbered] })
    assert.equal(other.body().questions[0].key, 'lengths_or_more')
    await api.delete(`/templates/${other.body().id}`)
    const made = await api.post('/templates').json({ name: 'First', questions: [QUESTION] })
    made.assertStatus(201)
    const own = `/templates/${made.body().id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    const again = await api.post('/templates').json({ name: 'First' })
    again.assertStatus(422)
    assert.equal(again.body().errors[0].code, 'name_taken')
    ;(await api.post('/templates').json({ name: 'x', colour: 'red' })).assertStatus(422)
    const changed = await api.patch(own).json({ follow_up: 'Thank you' })
    changed.assertBodyContains({ follow_up: 'Thank you', questions: made.body().questions })
    ;(await api.patch(own).header('if-match', tag).json({ name: 'y' })).assertStatus(412)
    ;(await api.delete(own).header('if-match', tag)).assertStatus(412)
    assert.lengthOf((await api.get('/templates')).body().data, 1)
    ;(await api.delete(own)).assertStatus(204)
    ;(await api.get(own)).assertStatus(404)
  })

  test('are copied into links and services', async ({ client, assert }) => {
    const shop = await openShop()
    const link = await makeLink(shop)
    const template = await makeTemplate(shop, { followUp: 'Thank you' })
    const foreign = await makeTemplate(await openShop())
    const api = await withKey(client, shop)
    const order = { template_id: template.id }
    for (const own of [`/links/${link.id}`, `/services/${shop.service.id}`]) {
      const tag = (await api.get(own)).header('etag') ?? ''
      const unknown = await api.post(`${own}/template`).json({ template_id: foreign.id })
      assert.equal(unknown.body().errors[0].code, 'unknown_template')
      const used = await api.post(`${own}/template`).header('if-match', tag).json(order)
      used.assertStatus(200)
      used.assertBodyContains({ questions: [], follow_up: 'Thank you' })
      ;(await api.post(`${own}/template`).header('if-match', tag).json(order)).assertStatus(412)
    }
  })

  test('are for whoever sets up the business to change', async ({ client }) => {
    const shop = await openShop()
    const template = await makeTemplate(shop)
    const own = `/templates/${template.id}`
    const user = await joinAs('staff', shop.business)
    const staff = await withKey(client, { business: shop.business, user })
    ;(await staff.get(own)).assertStatus(200)
    ;(await staff.post('/templates').json({ name: 'x' })).assertStatus(403)
    ;(await staff.patch(own).json({ name: 'x' })).assertStatus(403)
    ;(await staff.delete(own)).assertStatus(403)
    const stranger = await withKey(client, await openShop())
    ;(await stranger.get(own)).assertStatus(404)
    ;(await stranger.patch(own).json({ name: 'x' })).assertStatus(404)
    ;(await stranger.delete(own)).assertStatus(404)
  })
})

import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { openShop } from '#database/factories/business'
import Client from '#models/clients/client'
import ClientNote from '#models/clients/client_note'
import { bookingRecordShape } from '#shapes/bookings/booking_record'
import { activityShape } from '#shapes/clients/activity'
import { clientNoteShape, clientRecordShape } from '#shapes/clients/client_record'
import { clientOf, regularOf } from '#tests/support/clients'
import { withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { IN_THREE_DAYS, joinAs, type Shop } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'

const GRACE = { name: 'Grace Liu', email: 'grace@liu.example', phone: '07700 900321' }

const names = (rows: { name: string }[]) => rows.map(({ name }) => name)

async function twoClients(client: ApiClient) {
  const shop = await openShop()
  const api = await withKey(client, shop)
  const priya = await regularOf(shop)
  const grace = await clientOf(shop, { ...GRACE, startsAt: IN_THREE_DAYS.plus({ hours: 6 }) })
  return { shop, api, priya, grace }
}

function asRole(client: ApiClient, { business }: Shop, role: 'staff' | 'viewer') {
  return joinAs(role, business).then((user) => withKey(client, { business, user }))
}

test.group('Clients at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are listed by name, and narrowed', async ({ client, assert }) => {
    const { shop, api, priya, grace } = await twoClients(client)
    await clientOf(await openShop(), { name: 'Foreign', email: 'foreign@x.example' })
    const first = await api.get('/clients?limit=1')
    first.assertStatus(200)
    assert.deepEqual(names(first.body().data), ['Grace Liu'])
    await assertShape(clientRecordShape, first.body().data[0])
    const rest = await api.get('/clients').qs({ cursor: first.body().next_cursor })
    assert.deepEqual(names(rest.body().data), ['Priya Nair'])
    assert.isNull(rest.body().next_cursor)

    const found = async (qs: object) => names((await api.get('/clients').qs(qs)).body().data)
    await api.post(`/clients/${priya.id}/tags`).json({ tag: 'Regular' })
    await api.post(`/clients/${grace.id}/block`).json({ reason: 'Came drunk' })
    assert.deepEqual(await found({ search: 'nair' }), ['Priya Nair'])
    assert.deepEqual(await found({ search: '900321' }), ['Grace Liu'])
    const withComma = await api.get('/clients?search=nair,priya')
    withComma.assertStatus(200)
    assert.deepEqual(await found({ tag: 'Regular' }), ['Priya Nair'])
    assert.deepEqual(await found({ blocked: 'true' }), ['Grace Liu'])
    assert.deepEqual(await found({ blocked: 'false' }), ['Priya Nair'])
    assert.deepEqual(await found({ sort: '-created_at' }), ['Grace Liu', 'Priya Nair'])
    await db
      .from('clients')
      .where('id', priya.id)
      .update({ created_at: '2020-01-01', updated_at: '2020-01-01' })
    assert.deepEqual(await found({ updated_since: '2021-01-01T00:00:00Z' }), ['Grace Liu'])
    ;(await api.get('/clients?order=name')).assertStatus(422)
    ;(await api.get('/clients?sort=email')).assertStatus(422)
    const viewer = await asRole(client, shop, 'viewer')
    ;(await viewer.get('/clients')).assertStatus(200)
  })

  test('are answered with what happened and what they booked', async ({ client, assert }) => {
    const { api, priya } = await twoClients(client)
    const own = `/clients/${priya.id}`
    const read = await api.get(own)
    await assertShape(clientRecordShape, read.body())
    read.assertBodyContains({ emails: ['priya@nair.example'], phones: ['07700 900214'] })
    const beside = await api.get(`${own}?include=activities,bookings`)
    await vine
      .create({ activities: vine.array(activityShape.schema) })
      .validate({ activities: beside.body().activities })
    assert.lengthOf(beside.body().bookings, 5)
    for (const booking of beside.body().bookings) await assertShape(bookingRecordShape, booking)

    const { activities } = beside.body()
    const one = await api.get(`${own}/activities?limit=3`)
    const two = await api.get(`${own}/activities`).qs({ cursor: one.body().next_cursor })
    assert.deepEqual([...one.body().data, ...two.body().data], activities)
    assert.lengthOf(one.body().data, 3)
    assert.isNull(two.body().next_cursor)
    for (const cursor of ['x', (await api.get('/clients?limit=1')).body().next_cursor]) {
      const refused = await api.get(`${own}/activities`).qs({ cursor })
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, '/cursor')
    }
    ;(await api.get(`${own}?include=everything`)).assertStatus(422)
  })

  test('are added once for each key, with what the business has', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const send = (changes = {}) =>
      api
        .post('/clients')
        .header('idempotency-key', 'grace-1')
        .json({ ...GRACE, notes: 'Nut allergy', ...changes })
    const made = await send()
    made.assertStatus(201)
    await assertShape(clientRecordShape, made.body())
    made.assertHeader('location', `/api/v1/clients/${made.body().id}`)
    made.assertBodyContains({
      ...{ notes: 'Nut allergy', time_zone: shop.business.timeZone, locale: shop.business.locale },
    })
    assert.isNotNull(made.body().client_since)
    const again = await send()
    again.assertStatus(201)
    again.assertHeader('idempotency-replayed', 'true')
    assert.equal(again.body().id, made.body().id)
    ;(await send({ name: 'Grace' })).assertStatus(422)

    const known = await api.post('/clients').json({ ...GRACE, email: 'GRACE@liu.example' })
    known.assertStatus(409)
    known.assertBodyContains({ code: 'client_known', client_id: made.body().id })
    for (const [body, pointer] of [
      [{ name: 'Mia' }, '/email'],
      [{ name: 'Mia', email: null, phone: null }, '/email'],
      [{ name: '', email: 'mia@example.com' }, '/name'],
      [{ name: 'Mia', email: 'mia' }, '/email'],
      [{ name: 'Mia', email: 'mia@example.com', tags: ['x'] }, '/tags'],
      [{ name: 'Mia', email: 'mia@example.com', time_zone: 'Mars' }, '/time_zone'],
    ] as const) {
      const refused = await api.post('/clients').json(body)
      assert.equal(refused.status(), 422, JSON.stringify(body))
      assert.equal(refused.body().errors[0].pointer, pointer)
    }
    assert.lengthOf(await Client.query().where('business_id', shop.business.id), 1)
    const entries = await db.from('audit_entries').where('action', 'client.added')
    assert.deepEqual(
      entries.map(({ api_key_id: key }) => key),
      [api.key.id]
    )
  })

  test('are changed in what is sent, for the version that was read', async ({ client, assert }) => {
    const { api, priya, grace } = await twoClients(client)
    const own = `/clients/${priya.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    const changed = await api
      .patch(own)
      .header('if-match', tag)
      .json({ name: 'Priya Nair-Cole', notes: 'Left-handed' })
    changed.assertStatus(200)
    changed.assertBodyContains({
      ...{ name: 'Priya Nair-Cole', notes: 'Left-handed', email: 'priya@nair.example' },
    })
    const stale = await api.patch(own).header('if-match', tag).json({ name: 'Priya' })
    stale.assertStatus(412)
    assert.equal(stale.header('etag'), changed.header('etag'))
    const taken = await api.patch(own).json({ email: grace.email })
    taken.assertStatus(409)
    taken.assertBodyContains({ code: 'client_known', client_id: grace.id })
    const none = await api.patch(own).json({ email: null, phone: null })
    none.assertStatus(422)
    assert.equal(none.body().errors[0].code, 'no_contact')
    ;(await api.patch(own).json({ tags: ['other'] })).assertStatus(422)
    assert.equal((await Client.findOrFail(priya.id)).name, 'Priya Nair-Cole')
  })

  test('have notes', async ({ client, assert }) => {
    const { api, priya, grace } = await twoClients(client)
    const all = `/clients/${priya.id}/notes`
    const made = await api.post(all).json({ body: 'Prefers mornings' })
    made.assertStatus(201)
    await assertShape(clientNoteShape, made.body())
    assert.equal(made.body().user.name, 'Anna Reed')
    const own = `${all}/${made.body().id}`
    const tag = made.header('etag') ?? ''
    const changed = await api.patch(own).header('if-match', tag).json({ body: 'Prefers noon' })
    changed.assertBodyContains({ body: 'Prefers noon' })
    ;(await api.patch(own).header('if-match', tag).json({ body: 'x' })).assertStatus(412)
    ;(await api.delete(own).header('if-match', tag)).assertStatus(412)
    ;(
      await api.patch(`/clients/${grace.id}/notes/${made.body().id}`).json({ body: 'x' })
    ).assertStatus(404)
    ;(await api.post(all).json({ body: '' })).assertStatus(422)
    ;(await api.post(all).json({ note: 'x' })).assertStatus(422)
    await api.post(all).json({ body: 'Second' })
    const page = await api.get(`${all}?limit=1`)
    assert.equal(page.body().data[0].body, 'Second')
    const rest = await api.get(all).qs({ cursor: page.body().next_cursor })
    assert.equal(rest.body().data[0].body, 'Prefers noon')
    ;(await api.delete(own)).assertStatus(204)
    ;(await api.delete(own)).assertStatus(404)
    assert.lengthOf(await ClientNote.all(), 1)
  })

  test('have tags, and are blocked', async ({ client, assert }) => {
    const { shop, api, priya } = await twoClients(client)
    const own = `/clients/${priya.id}`
    for (let nth = 0; nth < 2; nth++) {
      const tagged = await api.post(`${own}/tags`).json({ tag: 'First aid & care' })
      tagged.assertStatus(200)
      assert.deepEqual(tagged.body().tags, ['First aid & care'])
    }
    ;(await api.post(`${own}/tags`).json({ tag: 'x'.repeat(41) })).assertStatus(422)
    const without = await api.delete(`${own}/tags/${encodeURIComponent('First aid & care')}`)
    assert.deepEqual(without.body().tags, [])
    for (let nth = 0; nth < 20; nth++) await api.post(`${own}/tags`).json({ tag: `t${nth}` })
    const many = await api.post(`${own}/tags`).json({ tag: 'One more' })
    many.assertStatus(422)
    assert.equal(many.body().errors[0].code, 'too_many')

    ;(await api.post(`${own}/block`).json({})).assertStatus(422)
    const blocked = await api.post(`${own}/block`).json({ reason: 'Never pays' })
    blocked.assertBodyContains({ block_reason: 'Never pays', blocks_number: true })
    assert.isNotNull(blocked.body().blocked_at)
    const free = await api.post(`${own}/unblock`).json({})
    free.assertBodyContains({ blocked_at: null, block_reason: null, blocks_number: null })
    const alone = { reason: 'Never pays', blocks_number: false }
    const again = await api.post(`${own}/block`).json(alone)
    again.assertBodyContains({ blocks_number: false })
    const staff = await asRole(client, shop, 'staff')
    ;(await staff.post(`${own}/block`).json({ reason: 'x' })).assertStatus(403)
  })

  test('are merged and taken apart', async ({ client, assert }) => {
    const { api, priya, grace } = await twoClients(client)
    const own = `/clients/${priya.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    await api.post(`${own}/tags`).json({ tag: 'Regular' })
    const order = { client_id: grace.id }
    ;(await api.post(`${own}/merge`).header('if-match', tag).json(order)).assertStatus(412)
    const merged = await api.post(`${own}/merge`).json(order)
    merged.assertStatus(200)
    assert.deepEqual(merged.body().emails, ['priya@nair.example', 'grace@liu.example'])
    const other = await api.get(`/clients/${grace.id}`)
    assert.equal(other.body().id, priya.id)
    assert.lengthOf((await api.get('/clients')).body().data, 1)
    const foreign = await clientOf(await openShop(), { email: 'foreign@x.example' })
    for (const id of [priya.id, grace.id, foreign.id]) {
      const refused = await api.post(`${own}/merge`).json({ client_id: id })
      refused.assertStatus(422)
      assert.equal(refused.body().errors[0].pointer, '/client_id')
    }
    const apart = await api.post(`/clients/${grace.id}/separate`).json({})
    assert.equal(apart.body().id, grace.id)
    assert.lengthOf((await api.get('/clients')).body().data, 2)
  })

  test('are for members to change, and nobody else', async ({ client, assert }) => {
    const { shop, api, priya } = await twoClients(client)
    const note = (await api.post(`/clients/${priya.id}/notes`).json({ body: 'Mornings' })).body()
    const before = await Client.findOrFail(priya.id)
    const attempts = (key: typeof api) => [
      key.patch(`/clients/${priya.id}`).json({ name: 'x' }),
      key.post(`/clients/${priya.id}/notes`).json({ body: 'x' }),
      key.patch(`/clients/${priya.id}/notes/${note.id}`).json({ body: 'x' }),
      key.delete(`/clients/${priya.id}/notes/${note.id}`),
      key.post(`/clients/${priya.id}/tags`).json({ tag: 'x' }),
      key.delete(`/clients/${priya.id}/tags/x`),
      key.post(`/clients/${priya.id}/block`).json({ reason: 'x' }),
      key.post(`/clients/${priya.id}/unblock`).json({}),
      key.post(`/clients/${priya.id}/merge`).json({ client_id: priya.id }),
      key.post(`/clients/${priya.id}/separate`).json({}),
    ]
    const viewer = await asRole(client, shop, 'viewer')
    for (const attempt of attempts(viewer)) assert.equal((await attempt).status(), 403)
    ;(await viewer.post('/clients').json(GRACE)).assertStatus(403)
    const stranger = await withKey(client, await openShop())
    for (const attempt of attempts(stranger)) assert.equal((await attempt).status(), 404)
    for (const path of ['', '/activities', '/notes']) {
      ;(await stranger.get(`/clients/${priya.id}${path}`)).assertStatus(404)
    }
    assert.deepEqual((await Client.findOrFail(priya.id)).details, before.details)
  })
})

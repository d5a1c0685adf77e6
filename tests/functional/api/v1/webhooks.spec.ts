import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import features from '#config/features'
import webhooks from '#config/webhooks'
import { openShop } from '#database/factories/business'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'
import {
  newWebhookShape,
  webhookDeliveryRecordShape,
  webhookDeliveryShape,
  webhookShape,
} from '#shapes/webhooks/webhook_record'
import { withEmptyTables, withGlobalTransaction } from '#tests/support/database'
import { withKey } from '#tests/support/keys'
import { joinAs, place } from '#tests/support/requests'
import { assertShape } from '#tests/support/shapes'
import { deliverWebhooks, listen, openReceiver } from '#tests/support/webhooks'

const URL = 'https://crm.example/hooks'

test.group('Webhooks at /api/v1', (group) => {
  withGlobalTransaction(group)

  test('are added, and answer their secret this once', async ({ client, assert }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const made = await api
      .post('/webhooks')
      .json({ url: `${URL}#top`, events: ['booking.confirmed'], description: 'Client list' })
    made.assertStatus(201)
    await assertShape(newWebhookShape, made.body())
    const { secret, ...rest } = made.body()
    assert.match(secret, /^whsec_/)
    made.assertHeader('location', `/api/v1/webhooks/${rest.id}`)
    made.assertHeader('cache-control', 'no-store')
    const read = await api.get(`/webhooks/${rest.id}`)
    await assertShape(webhookShape, read.body())
    assert.deepEqual(read.body(), rest)
    assert.equal(rest.url, URL)
    assert.equal(read.header('etag'), made.header('etag'))
    const all = await api.get('/webhooks')
    assert.deepEqual(all.body().data, [rest])
    assert.notInclude(JSON.stringify(await db.from('audit_entries')), secret)

    webhooks.allowsLoopback = false
    try {
      for (const [changes, pointer] of [
        [{ url: undefined }, '/url'],
        [{ url: URL }, '/url'],
        [{ url: 'http://crm.example' }, '/url'],
        [{ url: 'https://127.0.0.1/' }, '/url'],
        [{ events: [] }, '/events'],
        [{ events: ['booking.eaten'] }, '/events/0'],
        [{ secret: 'whsec_mine' }, '/secret'],
      ] as const) {
        const refused = await api
          .post('/webhooks')
          .json(Object.assign({ url: 'https://other.example/' }, changes))
        assert.equal(refused.status(), 422, JSON.stringify(changes))
        assert.equal(refused.body().errors[0].pointer, pointer)
      }
    } finally {
      webhooks.allowsLoopback = true
    }
    assert.lengthOf(await WebhookEndpoint.all(), 1)
    for (let nth = 1; nth < 10; nth++) await listen(shop.business, { url: `${URL}/${nth}` })
    const many = await api.post('/webhooks').json({ url: `${URL}/10` })
    many.assertStatus(422)
    many.assertBodyContains({ code: 'too_many' })
  })

  test('are changed for the version that was read, paused, resumed and deleted', async ({
    client,
    assert,
  }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const { endpoint } = await listen(shop.business, { url: URL })
    await listen(shop.business, { url: `${URL}/2` })
    const own = `/webhooks/${endpoint.id}`
    const tag = (await api.get(own)).header('etag') ?? ''
    const changed = await api
      .patch(own)
      .header('if-match', tag)
      .json({ events: ['booking.cancelled'] })
    changed.assertStatus(200)
    changed.assertBodyContains({ url: URL, events: ['booking.cancelled'] })
    for (const attempt of [
      api.patch(own).header('if-match', tag).json({ events: null }),
      api.post(`${own}/pause`).header('if-match', tag).json({}),
      api.post(`${own}/rotate`).header('if-match', tag).json({}),
      api.delete(own).header('if-match', tag),
    ]) {
      const stale = await attempt
      stale.assertStatus(412)
      assert.equal(stale.header('etag'), changed.header('etag'))
    }
    const known = await api.patch(own).json({ url: `${URL}/2` })
    known.assertStatus(422)
    assert.equal(known.body().errors[0].code, 'webhook_known')

    const paused = await api.post(`${own}/pause`).json({})
    paused.assertBodyContains({ is_paused: true, paused_because: 'by_hand' })
    const resumed = await api.post(`${own}/resume`).json({})
    resumed.assertBodyContains({ is_paused: false, paused_because: null, paused_at: null })
    const { secret } = await WebhookEndpoint.findOrFail(endpoint.id)
    const rotated = await api.post(`${own}/rotate`).json({})
    await assertShape(newWebhookShape, rotated.body())
    assert.isNotNull(rotated.body().former_secret_until)
    assert.notEqual((await WebhookEndpoint.findOrFail(endpoint.id)).secret, secret)
    ;(await api.delete(own)).assertStatus(204)
    ;(await api.get(own)).assertStatus(404)
  })

  test('are for whoever sets up the business', async ({ client, assert }) => {
    const shop = await openShop()
    const { endpoint } = await listen(shop.business, { url: URL })
    const own = `/webhooks/${endpoint.id}`
    const stranger = await withKey(client, await openShop())
    const attempts = (api: typeof stranger) => [
      api.get(own),
      api.get(`${own}/deliveries`),
      api.patch(own).json({ events: null }),
      api.delete(own),
      ...['pause', 'resume', 'rotate', 'test'].map((what) => api.post(`${own}/${what}`).json({})),
    ]
    for (const attempt of attempts(stranger)) assert.equal((await attempt).status(), 404)
    for (const role of ['staff', 'viewer'] as const) {
      const user = await joinAs(role, shop.business)
      const api = await withKey(client, { business: shop.business, user })
      for (const attempt of attempts(api)) assert.equal((await attempt).status(), 403)
      ;(await api.get('/webhooks')).assertStatus(403)
      ;(await api.post('/webhooks').json({ url: `${URL}/2` })).assertStatus(403)
    }
    features.webhooks = false
    try {
      const api = await withKey(client, shop)
      const off = await api.get(own)
      off.assertStatus(404)
      off.assertBodyContains({ code: 'feature_off' })
    } finally {
      features.webhooks = true
    }
  })
})

test.group('What webhooks were sent, at /api/v1', (group) => {
  withEmptyTables(group)

  test('is listed, read with each try, and sent again', async ({ client, assert, cleanup }) => {
    const shop = await openShop()
    const api = await withKey(client, shop)
    const receiver = await openReceiver((response) => void response.writeHead(500).end('No'))
    cleanup(() => receiver.close())
    const { endpoint } = await listen(shop.business, { url: receiver.url })
    const all = `/webhooks/${endpoint.id}/deliveries`
    ;(await api.post(`/webhooks/${endpoint.id}/test`).json({})).assertStatus(204)
    await place(shop)
    await deliverWebhooks()
    const page = await api.get(`${all}?limit=1`)
    page.assertStatus(200)
    const [latest] = page.body().data
    await assertShape(webhookDeliveryShape, latest)
    assert.equal(latest.status, 'queued')
    const rest = await api.get(all).qs({ cursor: page.body().next_cursor })
    assert.equal(rest.body().data.at(-1).event, 'webhook.test')
    assert.isEmpty((await api.get(`${all}?status=sent`)).body().data)

    const own = `${all}/${latest.id}`
    const read = await api.get(own)
    await assertShape(webhookDeliveryRecordShape, read.body())
    assert.lengthOf(read.body().tries, 1)
    read.assertBodyContains({ tries: [{ status: 500, answer: 'No' }] })
    assert.equal(JSON.parse(read.body().body).type, latest.event)
    assert.notInclude(JSON.stringify(read.body()), 'whsec_')

    receiver.answers((response) => void response.end())
    const again = await api.post(`${own}/resend`).json({})
    again.assertStatus(200)
    const twice = await api.post(`${own}/resend`).json({})
    twice.assertStatus(409)
    twice.assertBodyContains({ code: 'being_sent' })
    await deliverWebhooks()
    assert.equal((await api.get(own)).body().status, 'sent')
    await api.post(`/webhooks/${endpoint.id}/pause`).json({})
    const paused = await api.post(`${own}/resend`).json({})
    paused.assertStatus(409)
    paused.assertBodyContains({ code: 'webhook_paused' })

    const { endpoint: other } = await listen(shop.business, { url: URL })
    ;(await api.get(`/webhooks/${other.id}/deliveries/${latest.id}`)).assertStatus(404)
  })
})

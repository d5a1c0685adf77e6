import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { presentAudit } from '#shapes/history/audit_record'
import { type ApiWorld, openApiWorld } from '#tests/support/api_world'
import { withRowsMadeOnce } from '#tests/support/database'
import { tenOClock } from '#tests/support/guest'
import { makeKey } from '#tests/support/keys'

test.group('Conventions of the API', (group) => {
  let world: ApiWorld
  let key: string
  withRowsMadeOnce(group, async () => {
    world = await openApiWorld()
    key = `Bearer ${(await makeKey(world.business, world.user)).written}`
  })

  test('moments are taken as they were answered, and to the fraction', async ({
    client,
    assert,
  }) => {
    const read = async (path: string, query: object) =>
      client.get(`/api/v1/${path}`).qs(query).header('authorization', key)
    for (const path of ['bookings', 'clients']) {
      const { data } = (await read(path, {})).body()
      const latest = data
        .map((row: { updated_at: string }) => row.updated_at)
        .toSorted()
        .at(-1)
      for (const since of [latest, latest.replace('Z', '.000Z'), latest.replace('Z', '+00:00')]) {
        const response = await read(path, { updated_since: since })
        response.assertStatus(200)
        assert.isNotEmpty(response.body().data)
      }
    }
    const zoneless = await read('bookings', { updated_since: '2026-12-02T09:00:00' })
    zoneless.assertStatus(422)
    assert.include(zoneless.body().detail, 'The zone is missing')
  })

  test('a range that ends before it begins has one code everywhere', async ({ client }) => {
    const moments = { from: '2026-12-02T09:00:00Z', to: '2026-12-02T09:59:00+01:00' }
    const days = { from: '2026-12-02', to: '2026-12-01' }
    const asked = { bookings: moments, sessions: moments, audit: moments, analytics: days }
    for (const [path, query] of Object.entries(asked)) {
      const response = await client.get(`/api/v1/${path}`).qs(query).header('authorization', key)
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ pointer: '/to', code: 'range_reversed' }] })
    }
  })

  test('a version that is known is not sent again, whatever the browser adds', async ({
    client,
    assert,
  }) => {
    const path = `/api/v1/bookings/${world.booking.id}`
    const first = await client.get(path).header('authorization', key)
    const tag = first.header('etag') ?? ''
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const again = await client
        .get(path)
        .headers({ 'authorization': key, 'if-none-match': known, 'cache-control': 'no-cache' })
      again.assertStatus(304)
      assert.equal(again.text(), '')
    }
    const other = await client
      .get(path)
      .headers({ 'authorization': key, 'if-none-match': '"other"', 'cache-control': 'no-cache' })
    other.assertStatus(200)
  })

  test('HEAD is answered where GET is, without a body', async ({ client, assert }) => {
    for (const path of ['bookings', `bookings/${world.booking.id}`]) {
      const response = await client.request(`/api/v1/${path}`, 'HEAD').header('authorization', key)
      response.assertStatus(200)
      assert.equal(response.text() ?? '', '')
    }
  })

  test('a delivery carries the id that was sent with it', async ({ client, assert }) => {
    const path = `/api/v1/webhooks/${world.endpoint.id}/deliveries`
    const { data } = (await client.get(path).header('authorization', key)).body()
    const { message_id: sent } = await db
      .from('notifications')
      .where('id', data[0].id)
      .firstOrFail()
    assert.match(sent, /^msg_[0-9a-f]{32}$/)
    assert.equal(data[0].message_id, sent)
  })

  test('an address in capitals is refused in the form of every problem', async ({ client }) => {
    const response = await client.get('/API/v1/bookings').header('accept', 'text/html')
    response.assertStatus(404)
    response.assertBodyContains({ code: 'not_found' })
  })

  test('a block says for whom it is', async ({ client, assert }) => {
    const response = await client
      .post('/api/v1/blocks')
      .json({ first_date: '2026-12-24' })
      .header('authorization', key)
    response.assertStatus(422)
    assert.equal(response.body().detail, 'Say who: host_ids or is_for_everyone.')
  })

  test('the id of a slot is not booked as one of another service or time', async ({
    client,
    assert,
  }) => {
    const { business, service, classes } = world
    const address = `/api/booking/public/${business.slug}`
    const days = (await client.get(`${address}/availability`).qs({ service_id: service.id })).body()
    const [{ session_id: named, starts_at: startsAt }] = days[Object.keys(days)[0]]
    const order = { session_id: named, client_name: 'Ann', client_email: 'ann@example.com' }
    for (const [field, value] of [
      ['service_id', classes.id],
      ['starts_at', tenOClock(30).toISO()],
    ] as const) {
      const response = await client.post(`${address}/book`).json({ ...order, [field]: value })
      response.assertStatus(422)
      response.assertBodyContains({ errors: [{ pointer: `/${field}` }] })
    }
    const agreed = { service_id: service.id, starts_at: startsAt }
    const booked = await client.post(`${address}/book`).json({ ...order, ...agreed })
    booked.assertStatus(201)
    assert.equal(booked.body().service_id, service.id)
  })

  test('agents hear in the form of every problem that their Accept header fits nothing', async ({
    client,
  }) => {
    const response = await client
      .post(`/mcp/${world.business.slug}`)
      .header('accept', 'application/json')
      .json({ jsonrpc: '2.0', id: 1, method: 'tools/list' })
    response.assertStatus(406)
    response.assertBodyContains({ code: 'not_acceptable', status: 406, title: 'Not acceptable' })
  })

  test('what an audit entry changed has one shape, and our names', ({ assert }) => {
    const { changes } = presentAudit({
      ...{ id: 1, actor: 'user', who: null, key_name: null, action: 'service.updated' },
      ...{ subject_type: 'service', subject_id: 1, subject_name: null, created_at: new Date() },
      ...{ subject_starts_at: null, can_be_undone: false, member_id: null },
      changes: {
        pageSlug: { from: 'a', to: null },
        status: ['sent', 'bounced'],
        notes: true,
        hostId: 7,
        dates: [{ isOpen: true }],
      },
    })
    assert.deepEqual(changes, {
      page_slug: { from: 'a', to: null },
      status: { from: 'sent', to: 'bounced' },
      notes: { from: null, to: null },
      host_id: { from: null, to: 7 },
      dates: { from: null, to: [{ is_open: true }] },
    })
  })
})
